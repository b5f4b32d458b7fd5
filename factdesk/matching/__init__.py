"""A report held against stored claims becomes evidence."""
