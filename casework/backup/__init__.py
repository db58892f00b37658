"""Backup and restore: tables and files as of one moment, encrypted for the office's key. No settings and no page may enter."""
