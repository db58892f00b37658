"""What `flask check` looks at, one file for each part of an installation. Each check yields (problem, how to mend it); none mends."""
