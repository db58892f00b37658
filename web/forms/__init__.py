"""Forms written by hand: accounts and sign-in. Forms of procedures are built from their definitions and do not enter."""
