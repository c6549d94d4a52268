"""Nouns that decide what a construction shows: acts of force, actors, persons, and what is no victim or agent."""

from __future__ import annotations

from framing.detectors.agency.wordlists import with_plurals, word_set

__all__ = [
    "ABSTRACT",
    "ACTORS",
    "DEMONYMS",
    "EVENT_NOUNS",
    "INSTRUMENTS",
    "MANNER",
    "MILITARY",
    "PERSONS",
    "PLACES",
    "TEMPORAL_HEADS",
]


EVENT_NOUNS = with_plurals(
    """
    raid strike airstrike air-strike attack operation incursion bombing bombardment shelling assault offensive
    clash shooting explosion blast massacre ambush siege invasion war battle fighting violence conflict
    crackdown crossfire gunfire gunbattle shootout shoot-out firefight stabbing rampage onslaught campaign
    barrage rocketfire riot unrest pogrom skirmish exchange incident crash fire stampede killing missile-strike
    drone-strike earthquake quake flood storm hurricane cyclone tsunami typhoon tornado wildfire landslide
    avalanche accident collapse famine outbreak epidemic pandemic disease virus uprising intifada revolt coup
    insurgency rebellion retaliation reprisal aggression atrocity purge genocide hostility murder carjacking
    robbery protest demonstration demolition bulldozing eviction fire-fight counterattack counteroffensive
    counter-offensive slaughter execution onslaught blitz stand-off standoff heatwave derailment disaster
    tragedy hijacking arson crime act storming beating torture abduction kidnapping action march sweep hunt
    manhunt persecution escalation confrontation drought airraid air-raid gunfight shelling response
    """,
) | word_set("strikes troubles hostilities floods gunfire crossfire violence")
"""Acts and happenings that can stand as the subject of a killing without naming who acts."""

FORCE_NOUNS = with_plurals(
    """
    raid strike airstrike air-strike attack operation incursion bombing bombardment shelling assault offensive
    shooting massacre ambush invasion onslaught crackdown rampage barrage storming campaign siege war aggression
    blast fire gunfire missile rocket shell bomb drone artillery bombing warplane jet tank sniper drone-strike
    blockade retaliation pogrom demolition atrocity counterattack counteroffensive counter-offensive genocide
    beating sweep purge killing slaughter murder execution stabbing hijacking bullet grenade blitz storming
    action escalation gunship abduction kidnapping response reprisal mortar soldier
    """,
)
"""Event nouns and instruments that somebody wields: with a party before them, they name who acts."""

INSTRUMENTS = with_plurals(
    """
    missile rocket bomb shell bullet drone grenade mortar shrapnel mine landmine knife gun car-bomb weapon
    projectile artillery airpower gas fire rubble debris explosive device tank bulldozer jet warplane plane
    helicopter gunship aircraft truck car vehicle munition warhead ied bombshell round volley shot blow stone
    rock arrow axe sword machete poison
    """,
) | word_set("artillery shrapnel gunfire fire debris rubble ied ieds aircraft shot")

MILITARY = word_set(
    """
    army military forces force troops soldier soldiers navy airforce air jet jets warplane warplanes tank tanks
    sniper snipers raid raids strike strikes airstrike airstrikes air-strikes bombing bombings bombardment
    shelling incursion incursions invasion operation operations offensive assault fire gunfire artillery drone
    drones missile missiles rocket rockets siege blockade commando commandos bomb bombs bombs shell shells
    attack attacks campaign war helicopter helicopters gunship gunships ground blockade commander commanders
    general generals aircraft onslaught aggression bulldozer bulldozers occupation massacre massacres air-strike
    """,
)

ACTORS = with_plurals(
    """
    army military troop soldier police policeman policewoman officer gunman militant fighter settler militia
    militiaman rebel insurgent terrorist paramilitary commando sniper assailant attacker bomber shooter mob
    extremist jihadist jihadi guerrilla regime separatist mercenary cartel gang gangster killer murderer
    hijacker kidnapper guard agent ranger marine deputy trooper warplane jet government authority junta navy
    command brigade unit battalion faction group perpetrator suspect hitman executioner vigilante cop assassin
    invader occupier conscript patrol security infiltrator supremacist dictator tyrant raider bandit pirate
    intruder criminal smuggler warlord captor coalition islamist looter arsonist
    """,
) | word_set(
    "forces troops police military policemen security army navy authorities settlers special-forces nazis isis isil u.s"
)
"""Who can act: heads of phrases that name a responsible party."""

PERSONS = with_plurals(
    """
    person man woman child boy girl baby infant toddler teenager teen youth student teacher doctor nurse medic
    paramedic journalist reporter photographer cameraman worker resident civilian villager farmer father mother
    brother sister son daughter wife husband family relative friend neighbour neighbor parent grandmother
    grandfather uncle aunt cousin nephew niece citizen national refugee migrant patient prisoner hostage captive
    detainee protester protestor demonstrator activist worshipper leader commander chief official minister
    president policeman politician mayor candidate voter passenger driver pilot victim survivor bystander
    pedestrian passer-by tourist visitor shopper employee staff crew member militant fighter terrorist gunman
    soldier officer troop insurgent rebel attacker assailant suspect settler operative ringleader mastermind
    dissident rival opponent lawyer judge priest imam nun monk rabbi pastor bishop christian muslim jew hindu
    sikh arab kurd sunni shia shiite druze population inhabitant adult elder minor schoolchild schoolgirl
    schoolboy kid peacekeeper volunteer guard agent spy player singer artist writer poet author scientist
    academic professor engineer businessman trader colleague comrade martyr wounded dead homeless couple twin
    sibling orphan widow pupil someone somebody everyone anyone other another people individual human informant
    inmate convict criminal thief gangster traitor collaborator infidel unbeliever loyalist reservist conscript
    recruit jihadist jihadi islamist guerrilla head deputy aide reveller partygoer concertgoer festival-goer
    backpacker aid-worker foreigner american israeli palestinian ukrainian russian syrian iraqi afghan gazan
    member girlfriend boyfriend spouse partner fiancee grandchild grandson granddaughter grandparent baby
    newborn foetus fetus lieutenant sergeant captain colonel corporal cadet sheriff corpse body pair trio
    group hundred thousand million dozen score ten life lives
    """,
) | word_set(
    """people men women children police staff crew them him her us me you himself themselves herself he she they we i
    wives who someone anyone everyone others those many some several more troops forces personnel youths one two three
    four five six seven eight nine ten eleven twelve families clergy babies"""
)

PLACES = with_plurals(
    """
    roadside door river side road wall window gate border sea lake street house home fence shore bridge corner
    entrance checkpoint pool beach fireplace bedside graveside grave wayside station checkpoint crossing
    car-park sink desk seaside coast riverside bank roundabout
    """,
)

MANNER = word_set(
    """
    accident accidents mistake mistakes chance hand law means virtue default design name default error lot far
    itself themselves himself herself car train plane boat bus bike bicycle phone mail email e-mail post fax
    telephone text sms way degrees definition nature comparison contrast proxy rote surprise choice request
    order appointment extension proportion implication turns turn and-large percent percentage cent inches feet
    metres meters association night day consensus majority
    """,
)

TEMPORAL_HEADS = word_set(
    "day week month year night weekend year days weeks months years period hours era decade morning hour season time"
)

ABSTRACT = with_plurals(
    """
    bill deal proposal amendment legislation idea project plan story time mood motion hope measure light engine
    initiative programme program law chance economy job career reputation credibility democracy evidence
    document confidence trust faith dream market industry business stock share price rate tax effort campaign
    momentum enthusiasm joke conversation debate romance love appetite pain bacteria germ weed virus cancer cell
    insect mosquito pest process peace-process talk agreement accord treaty pipeline scheme policy policies buzz
    vibe conversation argument myth tradition language brand product feature film movie photo picture video
    footage scene photograph clip portrait commercial documentary look glance basket goal free-throw penalty
    hoop par hole basketball game ball feeling pride ego image interest cause party prospect relation
    relationship tie poverty hunger corruption inequality discrimination threat need risk possibility debt
    deficit competition barrier tariff waste loophole order warrant command contract strategy manoeuvre maneuver
    task search transaction trade play code pass move budget cut position post role insult charge criticism
    accusation allegation attack journalism field journey email e-mail right principle record value freedom
    legacy insurance apologist file data basis fabric unity harmony system myth illusion
    """,
)
"""Heads that make a verb of violence figurative or another sense: *killed the bill*, *executed the plan*."""

DEMONYMS = word_set(
    """
    afghan albanian algerian american angolan arab argentine argentinian armenian australian austrian
    azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese
    burundian cambodian cameroonian canadian chadian chechen chilean chinese colombian congolese croatian cuban
    czech danish dutch egyptian emirati eritrean estonian ethiopian european filipino finnish french gazan
    georgian german ghanaian greek guatemalan haitian honduran hungarian indian indonesian iranian iraqi irish
    israeli italian ivorian jamaican japanese jewish jordanian kashmiri kazakh kenyan korean kosovan kosovar
    kurdish kuwaiti kyrgyz lebanese liberian libyan lithuanian macedonian malaysian malian mexican moldovan
    mongolian moroccan mozambican namibian nepalese nepali nicaraguan nigerian nigerien norwegian omani
    pakistani palestinian panamanian paraguayan peruvian polish portuguese qatari romanian russian rwandan
    salvadoran saudi scottish senegalese serb serbian serbs singaporean slovak slovenian somali spanish sudanese
    swedish swiss syrian taiwanese tajik tamil tanzanian thai tibetan tigrayan tunisian turkish turkmen ugandan
    ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean christian muslim
    hindu sikh sunni shia shiite rohingya hutu tutsi israelis palestinians russians ukrainians americans us u.s
    uk nato hamas hezbollah hizbollah taliban isis isil houthi houthis al-qaeda al-qaida al-shabaab al-shabab
    rsf pkk ira eta farc nazi soviet idf israel russia ukraine allied western islamist jihadist militant rebel
    army police military government settler paramilitary insurgent separatist terrorist extremist militia state
    coalition assad kremlin us-led saudi-led nato-led american-led israeli-led russian-led communist
    """,
)
"""Words that, before an act of force, name who wields it: peoples, forces, bodies."""
