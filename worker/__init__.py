"""Background duties: sends the outbox, expires drafts. Thin like views: no SQL, no business rule."""
