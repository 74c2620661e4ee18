"""Rules about the code itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(__file__).parent.parent
LONGEST = 400
LONGEST_SCRIPT = 250


def test_modules_keep_their_order():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [
        ("iria", "*.py", LONGEST),
        ("articles", "*.py", LONGEST),
        ("newsletter", "*.py", LONGEST),
        ("static/js", "*.js", LONGEST_SCRIPT),
    ],
)
def test_files_stay_short(folder, pattern, most):
    files = [p for p in (ROOT / folder).rglob(pattern) if "migrations" not in p.parts]

    long = [str(p) for p in files if len(p.read_text().splitlines()) > most]

    assert files or folder == "newsletter"
    assert long == []


def test_lock_files_name_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "http" not in text
        assert "index-url" not in text


def test_no_inline_script_or_style_in_templates():
    allowed = 'type="application/ld+json"'
    for template in Path(settings.BASE_DIR / "templates").rglob("*.html"):
        text = template.read_text()
        assert " style=" not in text, template
        # Mail programs read no style sheets; a page for errors must not need one.
        styled = template.name == "500.html" or template.parent.name == "mail"
        assert "<style" not in text or styled, template
        for part in text.split("<script")[1:]:
            tag = part.partition(">")[0]
            assert "src=" in tag or allowed in tag, template


def test_static_files_that_templates_name_exist():
    pattern = re.compile(r"""\{% static ['"]([^'"]+)['"] %\}""")
    templates = Path(settings.BASE_DIR / "templates").rglob("*.html")
    named = {name for path in templates for name in pattern.findall(path.read_text())}

    assert named
    assert [name for name in sorted(named) if not finders.find(name)] == []
