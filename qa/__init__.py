"""A question becomes evidence becomes an answer; firms are matched to incentives."""
