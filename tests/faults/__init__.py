"""The fault suite: the real program is killed again and again in the middle of its work, then every promise is counted. No product code."""
