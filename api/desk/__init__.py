"""What staff work with: questions that need an answer, reviewed answers, and counts; kept in one file, `desk.db`."""
