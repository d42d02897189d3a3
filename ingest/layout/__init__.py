"""Pages of lines become one text in reading order."""
