"""A report's text becomes claims, quotes and dates."""
