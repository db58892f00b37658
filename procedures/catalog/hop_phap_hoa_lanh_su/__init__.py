"""Chứng nhận lãnh sự, hợp pháp hóa lãnh sự: one procedure in one folder. No other procedure may be imported."""
