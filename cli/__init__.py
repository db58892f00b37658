"""The console: one file per command group, thin like views. No SQL, no business rule."""
