"""What a clause promises to whom, how much, and on which conditions."""
