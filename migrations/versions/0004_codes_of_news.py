"""codes for what news report most often"""

from __future__ import annotations

from migrations import helpers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

changes = helpers.Changes(rows=("event_type", "measure", "unit"))


def upgrade() -> None:
    """Add codes; one that a record has defined already stays that record's."""
    helpers.run_sql(revision, "codes")


def downgrade() -> None:
    """Take out the codes that nothing uses; one that is used stays, and harms nothing."""
    helpers.run_sql(revision, "codes_dropped")
