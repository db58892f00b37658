"""The life of a dossier as pure functions: replay of events, clocks from the ledger, decisions. No I/O, no clock reading."""
