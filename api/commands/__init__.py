"""The commands of `wence`, one a file; each is imported only when it runs."""
