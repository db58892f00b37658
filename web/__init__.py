"""What pages and messages are made of: layouts, components, sign-in, access, form builder. No SQL, no business rule."""
