"""One command per verb; the only place that prints."""
