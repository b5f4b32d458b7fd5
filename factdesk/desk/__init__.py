"""Every verb a person has; the only door to the rooms."""
