"""Reads, one question a file. Nothing is written here."""
