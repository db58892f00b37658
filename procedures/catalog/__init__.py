"""The catalogue: one folder per procedure, found by the registry. Nothing that two procedures share may enter."""
