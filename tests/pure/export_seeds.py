"""Two seed articles, a hostile one and one from right to left, read by hand for the review page."""

from __future__ import annotations

from export_samples import exported, q, seed

from summarizer.article import Article
from summarizer.write.rows import Exported


def said(name: str, source: str | None, cue: str, content: str | None, stance: str = "asserts",
         kind: str = "unspecified", **more) -> dict:  # fmt: skip
    return {"id": name, "source": q(source) if source else None, "source_type": kind, "cue": q(cue),
            "content": q(content) if content else None, "stance": stance,
            "directness": "indirect"} | more  # fmt: skip


def harmed(name: str, event: str, harm: str, text: str, quote: str, *by: str, **more) -> dict:
    status = "attributed" if by else "author_stated"
    return {"id": name, "event_id": event, "harm": harm, "count": {"text": text},
            "claim_status": status, "claimed_by": list(by),
            "evidence": [q(quote)]} | more  # fmt: skip


MARKET = {
    "article": {"title": "Toll climbs after shells hit crowded market in Umm Darif"},
    "headline": "At least 31 killed in shelling of Umm Darif market, committee says",
    "abstract": [
        {"text": "At least 31 people were killed, an emergency committee said.", "refs": ["k1"]},
        {"text": "The army accused the RSF, which denied it.", "refs": ["acc", "den"]},
    ],
    "actors": [
        {"id": "rsf", "name": "Rapid Support Forces", "kind": "paramilitary", "country": "Sudan",
         "name_in_text": q("Rapid Support Forces"), "mentions": [q("RSF", 2), q("RSF", 3)]},
        {"id": "army", "name": "army", "kind": "state_forces", "name_in_text": q("The army")},
        {"id": "traders", "name": "traders from nearby villages", "kind": "civilians",
         "name_in_text": q("traders from nearby villages")},
    ],
    "locations": [
        {"id": "umm", "name": "Umm Darif", "name_in_text": q("Umm Darif"), "granularity": "town",
         "country": "Sudan", "country_support": "inferred", "mentions": [q("Umm Darif", 2)]},
        {"id": "wad", "name": "Wad Nura", "name_in_text": q("Wad Nura"), "granularity": "town"},
    ],
    "events": [
        {"id": "shelling", "title": "Shelling of the main market of Umm Darif",
         "event_type": "Explosions/Remote violence",
         "sub_event_type": "Shelling/artillery/missile attack", "status": "actual",
         "time_frame": "current", "claim_status": "disputed", "attribution_ids": ["com", "acc"],
         "date_text": q("on Sunday"), "locations": [{"location_id": "umm"}],
         "actors": [{"actor_id": "traders", "role": "target"}], "infrastructure": "market",
         "responsibility": [{"actor_id": "rsf", "basis": "accused", "by": ["acc"],
                             "denied_by": ["den"]}],
         "evidence": [q("artillery shells landed in the main market of Umm Darif on Sunday")]},
        {"id": "january", "title": "Killings in three villages", "time_frame": "recap",
         "event_type": "Violence against civilians", "sub_event_type": "Attack",
         "status": "actual", "claim_status": "author_stated", "date_text": q("In January"),
         "locations": [{"location_id": "wad"}],
         "evidence": [q("14 people were killed in three villages south of the town")]},
        {"id": "end", "title": "End to the use of heavy weapons in towns",
         "event_type": "Strategic developments", "sub_event_type": "Agreement",
         "status": "hypothetical", "time_frame": "future", "claim_status": "attributed",
         "attribution_ids": ["un"],
         "evidence": [q("an immediate end to the use of heavy weapons in towns")]},
    ],
    "attributions": [
        said("com", "a volunteer emergency committee in the Sudanese town", "said",
             "At least 31 people were killed when artillery shells landed in the main market of"
             " Umm Darif on Sunday", kind="local_authority", refs=["shelling", "k1"]),
        said("doc", "Doctors at the town's teaching hospital", "told",
             "they had received 22 bodies and treated more than 50 wounded",
             kind="rescue_or_medical", refs=["k2", "i2"]),
        said("law", "A local lawyers' union", "put", "the number of dead at 40 to 45",
             kind="ngo_monitor", refs=["k3", "m1"]),
        said("acc", "The army", "accused", "deliberately targeting civilians", "accuses",
             "military", actor_id="army", party_to_conflict=True, refs=["shelling"]),
        said("den", "The RSF", "denied", "its fighters had shelled the market", "denies",
             "armed_group", actor_id="rsf", party_to_conflict=True, refs=["shelling"]),
        said("not", None, "could be independently verified", "Neither account",
             "could_not_verify", "reporter", refs=["acc", "den"]),
        said("un", "The United Nations humanitarian coordinator", "called for",
             "an immediate end to the use of heavy weapons in towns", "calls_for", "igo_un"),
        said("aid", "An aid group that supports the hospital", "said",
             "no patients had died as a result", kind="ngo_monitor", hedges=[]),
    ],
    "casualties": [
        harmed("k1", "shelling", "killed", "At least 31", "At least 31 people were killed", "com",
               supersedes="26"),
        harmed("k2", "shelling", "killed", "22", "they had received 22 bodies", "doc"),
        harmed("k3", "shelling", "killed", "40 to 45", "the number of dead at 40 to 45", "law"),
        harmed("k4", "shelling", "killed", "seven", "The dead include seven children", "com",
               subset_of="k1", victims={"text": "children", "demographics": ["children"]}),
        harmed("i1", "shelling", "injured", "Between 60 and 75",
               "Between 60 and 75 people were injured"),
        harmed("i2", "shelling", "injured", "more than 50", "treated more than 50 wounded", "doc"),
        harmed("m1", "shelling", "missing", "dozens", "dozens were still missing", "law"),
        harmed("j1", "january", "killed", "14", "14 people were killed in three villages"),
        harmed("w1", "shelling", "killed", "several hundred",
               "several hundred people have died in the district", "law", scope="conflict_total"),
    ],
    "weapons": [
        {"id": "w", "name_in_text": q("artillery shells"), "claim_status": "attributed",
         "claimed_by": ["com"], "event_ids": ["shelling"], "evidence": [q("artillery shells")]},
        {"id": "g", "name_in_text": q("122-mm guns"), "calibre": "122 mm", "action": "used",
         "category": "artillery_shell", "claim_status": "disputed", "claimed_by": ["den"],
         "evidence": [q("blamed the army's own 122-mm guns")]},
    ],
    "discrepancies": [
        {"id": "d", "kind": "competing_counts", "about": "how many died",
         "between": ["k1", "k2", "k3"],
         "evidence": [q("The numbers differ widely from one source to the next")]},
    ],
    "unknowns": [
        {"id": "u", "about": "an official toll",
         "evidence": [q("The state health department has released no figure")]},
    ],
}  # fmt: skip

ALEPPO = {
    "headline": "Pro-government outlets claim a new push near Aleppo",
    "abstract": [{"text": "Al-Masdar News said a division had gone on the attack.", "refs": ["m"]}],
    "actors": [
        {"id": "div", "name": "4th Mechanized Division", "kind": "state_forces",
         "name_in_text": q("4th Mechanized Division"), "country": "Syria"},
        {"id": "rus", "name": "Russian air force", "kind": "external_state_forces",
         "name_in_text": q("The Russian air force"), "country": "Russia"},
    ],
    "locations": [
        {"id": "al", "name": "Aleppo", "name_in_text": q("Aleppo", 2), "granularity": "city"},
        {"id": "kafr", "name": "Kafr Hamra", "name_in_text": q("Kafr Hamra"),
         "granularity": "town"},
    ],
    "events": [
        {"id": "push", "title": "Attack in western Aleppo", "event_type": "Battles",
         "sub_event_type": "Armed clash", "status": "actual", "time_frame": "current",
         "claim_status": "attributed", "attribution_ids": ["m"],
         "locations": [{"location_id": "al"}],
         "actors": [{"actor_id": "div", "role": "initiator"}],
         "evidence": [q("the 4th Mechanized Division had gone on the attack")]},
        {"id": "more", "title": "Reinforcement of the Aleppo front", "event_type": None,
         "status": "planned", "time_frame": "future", "claim_status": "attributed",
         "attribution_ids": ["n"], "evidence": [q("will reinforce the Aleppo front")]},
        {"id": "tunnel", "title": "Explosion under the Air Force Intelligence compound",
         "event_type": "Explosions/Remote violence", "status": "actual",
         "time_frame": "background", "claim_status": "author_stated",
         "date_text": q("In March 2015"),
         "evidence": [q("rebels set off explosives under the Air Force Intelligence compound")]},
    ],
    "attributions": [
        said("m", "Al-Masdar News", "announced",
             "the 4th Mechanized Division had gone on the attack", kind="media_outlet",
             author_stance="contradicted", date_text=q("on Saturday"), refs=["push"]),
        said("n", "Hassan Nasrallah", "announced",
             "the Lebanese movement will reinforce the Aleppo front", "promises", "armed_group",
             date_text=q("on Friday", 2), refs=["more"]),
        said("h", None, "reportedly", "begun to drop cluster bombs and incendiary munitions",
             hedges=["reportedly"], refs=["c"]),
    ],
    "casualties": [
        {"id": "x", "event_id": "push", "harm": "killed_or_injured",
         "count": {"text": "heavy casualties"}, "claim_status": "unsourced",
         "evidence": [q("reportedly suffered heavy casualties")]},
        harmed("lost", "push", "killed", "40", "forty of the attackers were killed"),
    ],
    "weapons": [
        {"id": "c", "name_in_text": q("cluster bombs"), "claim_status": "unsourced",
         "claimed_by": ["h"], "user_actor_ids": ["rus"],
         "legal_statement": {"quote": q("two kinds of weapon that international agreements forbid"
                                        " in populated areas"), "asserted_by": "author"},
         "evidence": [q("reportedly begun to drop cluster bombs")]},
    ],
    "media": [
        {"id": "v", "kind": "video", "depicts": [],
         "caption": q("Claimed video of a Russian incendiary raid on Kafr Hamra")},
    ],
}  # fmt: skip

HOSTILE_TEXT = (
    '<script>window.stolen = "yes"</script> said 3 people died. </script><script>window.stolen=1'
    "</script> <!-- <img src=x onerror=\"window.stolen='img'\"> {{ 7*7 }} ${alert(1)} 😀 The"
    " mayor <b>denied</b> it.\u2028 & the end.\r\nLast line."
)
HOSTILE = {
    "headline": "</title><script>window.stolen='head'</script>",
    "abstract": [{"text": "<img src=x onerror=window.stolen=1>", "refs": ["</script>"]}],
    "actors": [
        {"id": "a", "name": "<script>window.stolen=2</script>", "kind": "person",
         "name_in_text": q('<script>window.stolen = "yes"</script>')},
    ],
    "attributions": [
        said("d", "The mayor", "<b>denied</b>", "it.", "denies", "local_authority"),
        said("e", '<script>window.stolen = "yes"</script>', "said", "3 people died",
             hedges=["<i>said</i>"]),
    ],
    "casualties": [harmed("k", "", "killed", "3", "3 people died", "e", event_id=None)],
}  # fmt: skip

ARABIC_TEXT = (
    "قصف على سوق البلدة\n\nقالت لجنة الطوارئ إن ثلاثة أشخاص قتلوا في قصف على سوق البلدة يوم الأحد."
    " ونفى الجيش ذلك. وقال سكان إن العشرات في عداد المفقودين."
)
ARABIC = {
    "article": {"title": "قصف على سوق البلدة"},
    "headline": "لجنة الطوارئ: مقتل ثلاثة أشخاص",
    "abstract": [],
    "actors": [{"id": "j", "name": "الجيش", "kind": "state_forces", "name_in_text": q("الجيش")}],
    "locations": [{"id": "s", "name": "سوق البلدة", "name_in_text": q("سوق البلدة")}],
    "events": [
        {"id": "e", "title": "قصف على سوق البلدة", "event_type": "Explosions/Remote violence",
         "status": "actual", "time_frame": "current", "claim_status": "disputed",
         "attribution_ids": ["l"], "locations": [{"location_id": "s"}],
         "evidence": [q("قصف على سوق البلدة", 2)]},
    ],
    "attributions": [
        said("l", "لجنة الطوارئ", "قالت", "ثلاثة أشخاص قتلوا", kind="local_authority", refs=["e"]),
        said("n", "الجيش", "ونفى", None, "denies", "military", actor_id="j", refs=["e"]),
        said("r", "سكان", "وقال", "العشرات في عداد المفقودين", kind="resident"),
    ],
    "casualties": [
        harmed("k", "e", "killed", "ثلاثة", "ثلاثة أشخاص قتلوا", "l",
               count={"text": "ثلاثة", "min": 3, "max": 3, "best": 3, "qualifier": "exact"}),
        harmed("m", "e", "missing", "العشرات", "العشرات في عداد المفقودين", "r",
               count={"text": "العشرات", "qualifier": "vague"}),
    ],
}  # fmt: skip


def market() -> Exported:
    return exported(seed("market-shelling-tolls"), MARKET)


def aleppo() -> Exported:
    return exported(seed("aleppo-june-2016"), ALEPPO)


def hostile() -> Exported:
    return exported(Article(HOSTILE_TEXT, id="</script>|<x>", published="2024-01-01"), HOSTILE)


def arabic() -> Exported:
    article = Article(ARABIC_TEXT, id="arabic", published="2024-05-14", language="ar")
    return exported(article, ARABIC)
