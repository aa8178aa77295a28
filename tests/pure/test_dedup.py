"""Copies of a report, and what must not be taken for one."""

import subprocess
import sys

import pytest

from summarizer.run.dedup import BANDS, bands_of, is_copy

BODY = (
    "Shells fell on the market of the northern town on Friday, a doctor at the hospital said. At"
    " least four people were killed and eleven wounded, among them two children. The army denied"
    " that it had fired at the town, which rebels have held since the spring. Residents said that"
    " the shelling went on for two hours and that a school was hit as well. The governor said he"
    " would send a team to find out who was to blame, and asked people to stay in their cellars."
    " A spokesman for the rebels accused the army of breaking the truce that both sides had signed."
)


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (BODY, True),
        (BODY.upper().replace(",", " ,"), True),  # typography and case
        (f"The Valley Gazette\nOur correspondents\n\n{BODY}", True),  # another outlet's head
        (f"{BODY}\n\nShare this story. Subscribe to our newsletter. All rights reserved.", True),
        (BODY[: BODY.index("A spokesman")], True),  # cut at the end
        (BODY.replace("four", "five"), False),  # an update: another toll
        (BODY.replace("denied", "admitted"), False),
        (BODY.replace("was hit", "was not hit"), False),
        (BODY.replace("a school", "a mosque"), False),  # another target
        (BODY.replace("northern", "southern"), False),
        (f"Six people are missing, officials say.\n{BODY}", False),  # the head brings news
        (f"{BODY} Hospitals said on Saturday that one of the wounded had died.", False),
        (f"Editors' note: this report could not be confirmed.\n{BODY}", False),
        (BODY[BODY.index("Residents") :] + " " + BODY[: BODY.index("Residents")], False),
        ("Shells fell on the market.", False),  # too short to tell
    ],
)
def test_a_copy_brings_nothing_of_weight(text, copy):
    assert is_copy(text, BODY) is copy


@pytest.mark.parametrize(
    "text",
    [
        f"The Valley Gazette\nOur correspondents\n\n{BODY}",
        f"{BODY}\n\nShare this story. Subscribe to our newsletter.",
        BODY[: BODY.index("A spokesman")],
    ],
)
def test_a_copy_shares_a_band_with_its_original(text):
    assert set(bands_of(text)) & set(bands_of(BODY))


def test_texts_with_nothing_in_common_share_no_band():
    other = " ".join(f"Paragraph {n} speaks of trade in grain {n * n}." for n in range(30))
    assert not set(bands_of(other)) & set(bands_of(BODY))
    assert (len(bands_of(other)), bands_of("Too short.")) == (BANDS, ())


def test_bands_do_not_depend_on_the_hash_seed():
    code = "import sys; from summarizer.run.dedup import bands_of; print(bands_of(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", code, BODY],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == str(bands_of(BODY))
