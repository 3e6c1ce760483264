# Sourced by deploy/run and deploy/test: makes .venv with what the given lock file pins, once for each lock.
# The caller sets `lock` to the lock file.
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Haqqi needs Python 3.11 or newer: install it (Debian, Ubuntu: apt install python3 python3-venv) or set PYTHON" >&2
    exit 1
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv || {
    echo "python3 -m venv failed: install the package python3-venv" >&2
    exit 1
}
stamp=.venv/$(basename "$lock").stamp
if ! cmp -s "$lock" "$stamp" || [ pyproject.toml -nt "$stamp" ]; then
    echo "Installing what $lock pins ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
    cp "$lock" "$stamp"
fi
