"""${message}."""

import sqlalchemy as sa
from alembic import op

import casework.models.base as models

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None
# The oldest program (by its newest migration) that may run beside this schema.
beside = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
