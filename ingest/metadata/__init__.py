"""What a document says of itself: title, issuers, number, dates, region, validity."""
