"""Sentences as wires, ministries, monitors and local radio write them: events, speakers, weapons.

Each row: the sentence; its events by ACLED label and status; who says what kind of thing; its
weapons with what was done and by whom.
"""

from datetime import date

import pytest

from summarizer.extract.rules.compose import Composer

PUBLISHED = date(2016, 6, 26)  # a Sunday
ROWS = [
    (
        (
            "A car bomb exploded outside a police station in Kirkuk on Monday, killing at"
            " least nine people, police said."
        ),
        ["Remote explosive/landmine/IED: actual"],
        ["police: asserts"],
        ["ied_vehicle: used"],
    ),
    (
        "Gunmen opened fire on a bus carrying workers in Quetta, killing six.",
        ["Attack: actual"],
        [],
        [],
    ),
    (
        (
            "Warplanes bombed a market in the town of Zabadani, the Syrian Observatory for"
            " Human Rights said."
        ),
        ["Air/drone strike: actual"],
        ["the Syrian Observatory for Human Rights: asserts"],
        [],
    ),
    (
        "Rockets fired from Gaza landed in an open field near Sderot, the Israeli army said.",
        ["Shelling/artillery/missile attack: actual"],
        ["the Israeli army: asserts"],
        ["rocket: used"],
    ),
    (
        (
            "At least 14 people were killed when a mortar shell hit a wedding hall in Taiz,"
            " medics said."
        ),
        ["Shelling/artillery/missile attack: actual"],
        ["medics: asserts"],
        ["mortar: used"],
    ),
    (
        "Two roadside bombs went off in quick succession in eastern Baghdad.",
        ["Remote explosive/landmine/IED: actual"],
        [],
        ["ied_roadside: used"],
    ),
    (
        "Russian forces shelled the city of Nikopol overnight, the regional governor said.",
        ["Shelling/artillery/missile attack: actual"],
        ["the regional governor: asserts"],
        [],
    ),
    (
        "Clashes erupted between government troops and rebels near the airport on Sunday.",
        ["Armed clash: actual"],
        [],
        [],
    ),
    (
        "Government forces recaptured the village of Khan Tuman from rebels on Friday.",
        ["Government regains territory: actual"],
        [],
        [],
    ),
    (
        "A landmine blast killed three farmers in the Donetsk region.",
        ["Remote explosive/landmine/IED: actual"],
        [],
        ["landmine_unspecified: used"],
    ),
    (
        ("Armed men kidnapped four aid workers in North Kivu on Thursday, a local official said."),
        ["Abduction/forced disappearance: actual"],
        ["a local official: asserts"],
        [],
    ),
    (
        "A grenade was thrown into a bar in Bujumbura late Saturday, wounding four people.",
        ["Grenade: actual"],
        [],
        ["grenade: used"],
    ),
    (
        "An air strike hit a hospital in Idlib province, Doctors Without Borders said.",
        ["Air/drone strike: actual"],
        ["Doctors Without Borders: asserts"],
        [],
    ),
    (
        "Thousands of people marched through Khartoum on Sunday demanding civilian rule.",
        ["Peaceful protest: actual"],
        [],
        [],
    ),
    (
        "The two sides signed a ceasefire agreement in Doha on Saturday.",
        ["Agreement: actual"],
        [],
        [],
    ),
    (
        "Fighters from the group withdrew from the town of Manbij on Friday.",
        ["Non-violent transfer of territory: actual"],
        [],
        [],
    ),
    (
        "Helicopters dropped barrel bombs on the Daraya suburb, activists said.",
        ["Air/drone strike: actual"],
        ["activists: asserts"],
        ["barrel_bomb: used"],
    ),
    (
        "A sniper shot dead a teenager in the Bustan al-Qasr district.",
        ["Attack: actual"],
        [],
        ["sniper: used"],
    ),
    (
        "Troops ambushed a convoy of fighters on the road to Marib, killing eight of them.",
        ["Armed clash: actual"],
        [],
        [],
    ),
    (
        "An explosion ripped through a mosque in Peshawar during Friday prayers.",
        ["Remote explosive/landmine/IED: actual"],
        [],
        [],
    ),
    (
        (
            "The Defence Ministry said its air defences shot down 12 drones over the"
            " Belgorod region overnight."
        ),
        ["Disrupted weapons use: actual"],
        ["The Defence Ministry: asserts"],
        ["drone_unspecified: intercepted"],
    ),
    (
        '"Our forces repelled three attacks near Bakhmut," the General Staff said.',
        ["Armed clash: actual"],
        ["the General Staff: asserts"],
        [],
    ),
    (
        "The ministry reported that four Kalibr cruise missiles had been intercepted.",
        ["Disrupted weapons use: actual"],
        ["The ministry: asserts"],
        ["cruise_missile: intercepted"],
    ),
    (
        "Security forces foiled a plot to bomb the shrine, the interior ministry said.",
        ["Remote explosive/landmine/IED: attempted"],
        ["the interior ministry: asserts"],
        [],
    ),
    (
        "The military denied that its planes had bombed the camp.",
        ["Air/drone strike: actual"],
        ["The military: denies"],
        [],
    ),
    ("The Kremlin denied any involvement in the attack.", [], ["The Kremlin: denies"], []),
    (
        "A spokesman for the coalition declined to comment on the strike.",
        ["Air/drone strike: actual"],
        ["A spokesman for the coalition: declines_comment"],
        [],
    ),
    (
        (
            "The US military confirmed that it had carried out a strike against al-Shabab"
            " fighters in southern Somalia."
        ),
        ["Air/drone strike: actual"],
        ["The US military: confirms"],
        [],
    ),
    (
        "The army admitted that its shells had hit the school by mistake.",
        ["Shelling/artillery/missile attack: actual"],
        ["The army: admits"],
        ["shell_unspecified: used"],
    ),
    (
        "Israel neither confirmed nor denied carrying out the strike.",
        [],
        ["Israel: declines_comment"],
        [],
    ),
    (
        "The ministry did not respond to a request for comment.",
        [],
        ["The ministry: declines_comment"],
        [],
    ),
    (
        "The governor could not immediately be reached for comment.",
        [],
        ["The governor: declines_comment"],
        [],
    ),
    (
        "Hamas vowed to avenge the killing of its commander.",
        ["Attack: threatened"],
        ["Hamas: promises"],
        [],
    ),
    (
        "The government blamed the Allied Democratic Forces for the massacre in Beni.",
        ["Attack: actual"],
        ["The government: accuses"],
        [],
    ),
    (
        "The Islamic State group claimed responsibility for the bombing.",
        ["Air/drone strike: actual"],
        ["The Islamic State group: claims_responsibility"],
        [],
    ),
    ("There was no immediate claim of responsibility.", [], [], []),
    (
        "Officials suspect al-Shabab was behind the blast.",
        ["Remote explosive/landmine/IED: actual"],
        ["Officials: suspects"],
        [],
    ),
    (
        "Residents accused soldiers of torching homes in the village.",
        ["Looting/property destruction: actual"],
        ["Residents: accuses"],
        [],
    ),
    (
        "Opposition activists blamed government helicopters for the barrel bomb attack.",
        ["Air/drone strike: actual"],
        ["Opposition activists: accuses"],
        ["barrel_bomb: used"],
    ),
    (
        "Suspected Boko Haram fighters burned down dozens of houses in Chibok.",
        ["Looting/property destruction: actual"],
        [],
        [],
    ),
    (
        "The strikes are believed to have been carried out by Israel.",
        ["Air/drone strike: actual"],
        ["asserts"],
        [],
    ),
    (
        "According to residents, soldiers burned three villages on Tuesday.",
        ["Looting/property destruction: actual"],
        ["residents: asserts"],
        [],
    ),
    (
        (
            "Soldiers burned three villages on Tuesday, according to residents and a local"
            " councillor."
        ),
        ["Looting/property destruction: actual"],
        ["residents and a local councillor: asserts"],
        [],
    ),
    (
        ('"They came at night and shot my brother," said Amina Yusuf, 34, a resident of the camp.'),
        ["Attack: actual"],
        ["Amina Yusuf: asserts"],
        [],
    ),
    (
        '"We heard two big explosions," he told AFP.',
        ["Remote explosive/landmine/IED: actual"],
        ["he: asserts"],
        [],
    ),
    (
        "The shelling began at dawn, a Reuters witness said.",
        ["Shelling/artillery/missile attack: actual"],
        ["a Reuters witness: asserts"],
        [],
    ),
    (
        (
            "In a report published on Monday, Amnesty International said government forces"
            " had used cluster munitions in the city."
        ),
        ["Air/drone strike: actual"],
        ["Amnesty International: asserts"],
        ["cluster_munition: used by government forces"],
    ),
    (
        "Several people were reportedly wounded in the shelling.",
        ["Shelling/artillery/missile attack: actual"],
        ["asserts"],
        [],
    ),
    ("The claim could not be independently verified.", [], ["could_not_verify"], []),
    ("Reuters could not independently verify the report.", [], ["Reuters: could_not_verify"], []),
    (
        "Local media reported heavy fighting around the refinery.",
        ["Armed clash: actual"],
        ["Local media: asserts"],
        [],
    ),
    ("Videos posted online showed tanks rolling into the town.", [], [], []),
    ("Satellite images show that the depot was destroyed.", [], ["Satellite images: asserts"], []),
    (
        "A leaked memo said the general had approved the strike.",
        ["Air/drone strike: actual"],
        ["A leaked memo: asserts"],
        [],
    ),
    (
        'The UN said on Tuesday it was "deeply alarmed" by the bombardment of Aleppo.',
        ["Shelling/artillery/missile attack: actual"],
        ["The UN: asserts"],
        [],
    ),
    (
        '"The bombing does not stop," a nurse said by telephone.',
        ["Air/drone strike: actual"],
        ["a nurse: asserts"],
        [],
    ),
    (
        "Witnesses told the BBC that men in uniform had rounded up dozens of youths.",
        ["Arrests: actual"],
        ["Witnesses: asserts"],
        [],
    ),
    (
        "The rebels also claimed to have shot down a helicopter.",
        ["Armed clash: actual"],
        ["The rebels: asserts"],
        [],
    ),
    (
        "Police say the man was shot dead by unknown gunmen.",
        ["Attack: actual"],
        ["Police: asserts"],
        [],
    ),
    (
        '"It was a massacre", said the mayor, who blamed the militia.',
        ["Attack: actual"],
        ["the mayor: asserts", "the mayor: accuses"],
        [],
    ),
    ("The statement added that the operation would continue.", [], ["The statement: asserts"], []),
    (
        "Human Rights Watch has documented the use of incendiary weapons in 18 attacks.",
        ["Armed clash: actual"],
        ["Human Rights Watch: asserts"],
        ["incendiary: used"],
    ),
    ("Rebels attempted to storm the base but were pushed back.", ["Armed clash: actual"], [], []),
    (
        "The group threatened to blow up the bridge.",
        ["Remote explosive/landmine/IED: threatened"],
        ["The group: threatens"],
        [],
    ),
    ("If the city falls, thousands could flee.", [], [], []),
    ("The convoy was sent to prevent attacks on farmers.", ["Attack: hypothetical"], [], []),
    ("Troops were deployed to protect the dam.", ["Change to group/activity: actual"], [], []),
    ("The militants failed to capture the town.", ["Battles: actual"], [], []),
    (
        "An attempted car bombing was thwarted by guards.",
        ["Remote explosive/landmine/IED: attempted"],
        [],
        [],
    ),
    ("The two countries agreed to exchange 200 prisoners.", ["Agreement: actual"], [], []),
    ("A ceasefire is due to take effect at midnight.", ["Agreement: planned"], [], []),
    ("Protesters called for an end to the bombing.", [], ["Protesters: calls_for"], []),
    (
        "The president ruled out sending troops.",
        ["Change to group/activity: negated"],
        ["The president: denies"],
        [],
    ),
    ("Fighting has raged in the district since March.", ["Armed clash: actual"], [], []),
    (
        "Last year the group carried out a series of bombings in the capital.",
        ["Remote explosive/landmine/IED: actual"],
        [],
        [],
    ),
    (
        "The army would have bombed the convoy had it not turned back.",
        ["Air/drone strike: hypothetical"],
        [],
        [],
    ),
    ("Civilians fear a new offensive.", ["Armed clash: hypothetical"], [], []),
    (
        (
            "Radio Okapi reports that Mai-Mai fighters attacked the village of Kisima on"
            " Wednesday night."
        ),
        ["Armed clash: actual"],
        ["Radio Okapi: asserts"],
        [],
    ),
    (
        "Civil society sources say ADF rebels hacked to death seven farmers with machetes.",
        ["Attack: actual"],
        ["Civil society sources: asserts"],
        ["edged: used by rebels"],
    ),
    (
        "The armed men looted shops and carried off cattle, residents told Radio Tamazuj.",
        ["Looting/property destruction: actual"],
        ["residents: asserts"],
        [],
    ),
    (
        "Soldiers raped at least four women in the village, the report says.",
        ["Sexual violence: actual"],
        ["the report: asserts"],
        [],
    ),
    (
        "The militia set up a checkpoint on the road to Gao.",
        ["Headquarters or base established: actual"],
        [],
        [],
    ),
    (
        "A mass grave containing 40 bodies was discovered outside Tarhuna.",
        ["Other: actual"],
        [],
        [],
    ),
    (
        "Hundreds of fighters surrendered to the army in Maiduguri.",
        ["Change to group/activity: actual"],
        [],
        [],
    ),
    (
        "Local sources report an airstrike on a fuel tanker.",
        ["Air/drone strike: actual"],
        ["Local sources: asserts"],
        [],
    ),
    (
        "The hospital was hit by three missiles, its director said.",
        ["Shelling/artillery/missile attack: actual"],
        ["its director: asserts"],
        ["missile_unspecified: used"],
    ),
    ("Tribal elders brokered a truce between the two clans.", ["Agreement: actual"], [], []),
    (
        "Fighter jets dropped laser-guided bombs on a bunker.",
        ["Air/drone strike: actual"],
        [],
        ["guided_bomb: used by Fighter jets"],
    ),
    (
        "A Shahed drone struck a residential building in Odesa.",
        ["Air/drone strike: actual"],
        [],
        ["drone_one_way: used"],
    ),
    (
        "Russia fired Iskander missiles at Kharkiv.",
        ["Shelling/artillery/missile attack: actual"],
        [],
        ["ballistic_missile: used by Russia"],
    ),
    (
        "Grad rockets slammed into a bus stop in Mariupol.",
        ["Shelling/artillery/missile attack: actual"],
        [],
        ["mlrs: used"],
    ),
    (
        "The fighters were armed with Kalashnikovs and rocket-propelled grenades.",
        [],
        [],
        ["small_arms: used by fighters", "rocket: used by fighters"],
    ),
    (
        "Police fired tear gas at demonstrators in Tunis.",
        ["Protest with intervention: actual"],
        [],
        ["riot_control_agent: used by Police"],
    ),
    (
        "Customs officers found 300 kilograms of explosives hidden in a truck.",
        ["Disrupted weapons use: actual"],
        [],
        ["unspecified: found"],
    ),
    (
        "Washington approved the sale of Javelin missiles to Kyiv.",
        [],
        [],
        ["anti_tank_missile: supplied"],
    ),
    (
        "HIMARS rockets destroyed the bridge at Antonivka.",
        ["Shelling/artillery/missile attack: actual"],
        [],
        ["mlrs: used"],
    ),
    (
        "A magnetic bomb attached to a minibus exploded in Kabul.",
        ["Remote explosive/landmine/IED: actual"],
        [],
        ["ied_unspecified: used"],
    ),
    (
        "The bomber detonated an explosive vest among worshippers.",
        ["Suicide bomb: actual"],
        [],
        ["ied_worn: used by bomber"],
    ),
    (
        "Children were killed when they picked up an unexploded cluster submunition.",
        ["Remote explosive/landmine/IED: actual"],
        [],
        ["cluster_munition: failed"],
    ),
    (
        "The attackers used heavy machine guns mounted on pickups.",
        [],
        [],
        ["small_arms: used by attackers"],
    ),
    (
        "Sarin was used in the attack on Khan Sheikhoun, the OPCW concluded.",
        ["Chemical weapon: actual"],
        ["the OPCW: asserts"],
        ["chemical_agent: used"],
    ),
    (
        "Tank shells hit the fourth floor of the apartment block.",
        ["Shelling/artillery/missile attack: actual"],
        [],
        ["tank_fire: used"],
    ),
    (
        "Engineers cleared 120 anti-personnel mines from the field.",
        ["Disrupted weapons use: actual"],
        [],
        ["landmine_ap: found"],
    ),
    (
        "Militants fired a shoulder-launched missile at the helicopter.",
        ["Shelling/artillery/missile attack: actual"],
        [],
        ["air_defence_missile: used by Militants"],
    ),
    ("The team played like a ballistic missile in the second half.", [], [], []),
    ("The minister's remarks were a bombshell for the opposition.", [], [], []),
    ("Prices rocketed as the currency came under fire.", [], [], []),
    ("The proposal was torpedoed by the upper house.", [], [], []),
    (
        "Howitzers pounded rebel positions in the Ghouta plain.",
        ["Shelling/artillery/missile attack: actual"],
        [],
        ["artillery_shell: used"],
    ),
    (
        "A truck rammed into a crowd at a Christmas market in Berlin.",
        ["Attack: actual"],
        [],
        ["vehicle_ramming: used"],
    ),
]


def read(text):
    """Return events, attributions and weapons in the notation of the rows."""
    made = Composer(text, PUBLISHED).extraction()
    names = {actor.id: actor.name_in_text.text for actor in made.actors}
    events = [f"{e.sub_event_type or e.event_type}: {e.status}" for e in made.events]
    said = [f"{a.source.text}: {a.stance}" if a.source else a.stance for a in made.attributions]
    arms = []
    for weapon in made.weapons:
        users = ", ".join(names[user] for user in weapon.user_actor_ids)
        arms.append(f"{weapon.category}: {weapon.action}" + (f" by {users}" if users else ""))
    return events, said, arms


@pytest.mark.parametrize(("text", "events", "said", "arms"), ROWS)
def test_a_sentence_of_a_report_is_read_whole(text, events, said, arms):
    """A01, A05, E01, W01, W02, W04: nothing missed and nothing made up in one sentence."""
    assert read(text) == (events, said, arms)
