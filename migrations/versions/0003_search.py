"""what events are found by, as text without case, accents and width"""

from __future__ import annotations

from migrations import helpers

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

changes = helpers.Changes()


def views(before: tuple[str, ...]) -> tuple[str, ...]:
    return (*before, "plain", "search_text")


def upgrade() -> None:
    with helpers.views_replaced(down_revision, revision):
        pass


def downgrade() -> None:
    with helpers.views_replaced(revision, down_revision):
        pass
