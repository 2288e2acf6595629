<%
    def quote(name):
        return '"%s"' % name if name else "None"

    generated = "%s %s" % (upgrades or "", downgrades or "")
%>\
"""${message}"""

% if "sa." in generated:
import sqlalchemy as sa
% endif
% if "op." in generated:
from alembic import op

% endif
from migrations import helpers
${imports if imports else ""}
revision = ${quote(up_revision)}
down_revision = ${quote(down_revision)}

# What the upgrade adds, drops, moves or makes anew; everything else is proved to stay the same.
# docs/schema-changes.md shows each kind of change.
changes = helpers.Changes()


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
