"""Reference data with its sources: departments, regions, industries, enterprise sizes, policy instruments."""
