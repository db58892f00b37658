"""Permission to use an APEC Business Travel Card: found by the registry. No other procedure may be imported."""
