"""Anything a person has becomes a capture."""
