"""${message}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations import helpers
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}

# What the upgrade adds, drops, moves or makes anew; everything else is proved to stay the same.
# docs/schema-changes.md shows each kind of change.
changes = helpers.Changes()


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
