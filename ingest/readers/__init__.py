"""One small file per format: each turns a file into pages of positioned lines."""
