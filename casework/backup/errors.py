"""What may be wrong with a backup, each told in one line. Nothing else may enter."""


class BackupError(Exception):
    """A backup cannot be made, read or restored; the message says why and what to do."""


class BackupDamaged(BackupError):
    """What was stored is not what was backed up: truncated, changed or gone."""


class WrongKey(BackupError):
    """The identity does not open this backup."""


class NotEmpty(BackupError):
    """Restoring goes into an empty place only."""


class BackupUnderWay(BackupError):
    """Another backup of the same database is running."""


class FilesLost(BackupError):
    """The backup was made, but files that rows name could not be read from the store."""
