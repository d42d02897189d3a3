"""The domain: what a policy is, authority data, and where policies are kept. Imports nothing above it."""
