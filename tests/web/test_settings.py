"""Settings from the environment: what is half set or misspelt stops the start and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspection.settings import Settings, SettingsError, load


def test_nothing_set_is_a_whole_configuration() -> None:
    assert load({"PATH": "/bin", "KELLERBLICKISH": "x"}) == Settings()


def test_values_are_read_in_their_kind(tmp_path: Path) -> None:
    settings = load(
        {
            "KELLERBLICK_PORT": "9000",
            "KELLERBLICK_DATA": str(tmp_path),
            "KELLERBLICK_BEHIND_PROXY": "yes",
            "KELLERBLICK_PUBLIC_URL": "https://beratung.example/",
            "KELLERBLICK_TURN_URLS": "turn:a.example:3478, turns:b.example:443",
            "KELLERBLICK_TURN_SECRET": "secret",
        }
    )
    assert (settings.port, settings.behind_proxy) == (9000, True)
    assert settings.public_url == "https://beratung.example"
    assert settings.turn_urls == ("turn:a.example:3478", "turns:b.example:443")
    assert settings.database == f"sqlite+aiosqlite:///{tmp_path / 'kellerblick.db'}"


@pytest.mark.parametrize(
    "url",
    [
        "turn:turn.example:3478",
        "turn:198.51.100.7:3478?transport=tcp",
        "turns:turn.example",
        "turn:[2001:db8::7]:80",
    ],
)
def test_each_way_to_a_relay_can_be_named(url: str) -> None:
    assert load({"KELLERBLICK_TURN_URLS": url, "KELLERBLICK_TURN_SECRET": "x"}).turn_urls == (url,)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    variables = {"KELLERBLICK_TURN_URLS": "turn:a", "KELLERBLICK_TURN_SECRET_FILE": str(secret)}
    assert load(variables).turn_secret == "s3cret"


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PORT": "http"}, "KELLERBLICK_PORT='http': a number from 0 to 65535"),
        ({"PORT": "70000"}, "KELLERBLICK_PORT"),
        ({"PROT": "8080"}, "KELLERBLICK_PROT is unknown; did you mean KELLERBLICK_PORT?"),
        ({"BEHIND_PROXY": "true"}, "yes or no"),
        ({"PUBLIC_URL": "beratung.example"}, "https://"),
        ({"TIME_ZONE": "Europe/Bremen"}, "KELLERBLICK_TIME_ZONE"),
        ({"TURN_URLS": "turn:a"}, "KELLERBLICK_TURN_SECRET is missing: KELLERBLICK_TURN_URLS needs it"),
        ({"TURN_SECRET": "x"}, "KELLERBLICK_TURN_URLS is missing"),
        ({"TLS_PORT": "8443", "TLS_KEY": "k"}, "KELLERBLICK_TLS_CERTIFICATE is missing"),
        ({"TURN_SECRET_FILE": "/no/such/file", "TURN_URLS": "turn:a"}, "KELLERBLICK_TURN_SECRET_FILE"),
        ({"TURN_SECRET_FILE": "/dev/null", "TURN_URLS": "turn:a"}, "is empty"),
        ({"TURN_SECRET_FILE": "/f", "TURN_SECRET": "x"}, "set only one"),
        ({"PORT_FILE": "/f"}, "KELLERBLICK_PORT_FILE is unknown"),
        ({"LOG_LEVEL": "loud"}, "KELLERBLICK_LOG_LEVEL"),
        ({"TURN_URLS": "turn.example:3478", "TURN_SECRET": "x"}, "turn.example:3478: turn:HOST:PORT"),
        ({"TURN_URLS": "turn://a", "TURN_SECRET": "x"}, "turn://a"),
        ({"TURN_URLS": "turn:a?transport=sctp", "TURN_SECRET": "x"}, "turn:a?transport=sctp"),
        ({"ICE_POLICY": "direct"}, "all or relay"),
        ({"ICE_POLICY": "relay"}, "KELLERBLICK_TURN_URLS is missing: KELLERBLICK_ICE_POLICY=relay needs it"),
    ],
)
def test_what_is_wrong_is_named(variables: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        load({f"KELLERBLICK_{name}": value for name, value in variables.items()})
    assert named in str(wrong.value)
