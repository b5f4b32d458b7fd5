"""FactDesk keeps the book on claims in the news: what was claimed, by whom, when it falls due, what became of it."""
