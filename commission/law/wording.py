"""Words that more than one check uses; a check's own stand in its module. All are marked, none translated here."""


def N_(message: str) -> str:
    """Mark a sentence for the catalogues; it is translated when it is shown (commission.findings_text)."""
    return message


# Sentences, by message id. Placeholders are filled from a finding's figures.
COMMON = {
    "common.not_applicable": N_("Not applicable. The record answers “no” to: {reasons}."),
    "common.applicability_unknown": N_(
        "Whether this provision applies is not known. Record in the registry, with a document: {reasons}."
    ),
    "common.not_in_force": N_("Not applicable: the provision is not in force in the regime of this case."),
    "common.refused_data": N_(
        "The ownership data cannot be true, so nothing can be computed: {problems}. Correct the holdings and run "
        "again."
    ),
    "common.no_deal": N_("No transaction is recorded, so this check has nothing to judge."),
    "common.no_owner": N_(
        "No owner of the object is recorded, so nobody's share can be computed. Record the title."
    ),
    "common.seller_unknown": N_(
        "It is not clear whose stake or thing passes: the object has several recorded owners or none, and the "
        "applicant is not one of them. Record the seller."
    ),
    "common.acquirer_unknown": N_(
        "No acquirer is named, so shares after the deal cannot be computed. Ask who acquires."
    ),
    "common.share_unknown": N_(
        "The share that passes is not stated, so shares after the deal cannot be computed."
    ),
    "common.seller_holds_less": N_(
        "{seller} is recorded with {held} of {company}, less than the {share} that would pass. Clear up the "
        "difference before relying on shares after the deal."
    ),
    "common.operation_refused": N_(
        "The deal does not fit the recorded holdings: {problems}. Clear up the difference."
    ),
}

# Additional sentences beneath a finding's main one.
NOTES = {
    "note.translation": N_("Unofficial translation; the Russian original of 2012 has not been compared."),
    "note.already_before": N_("The limit is already crossed before the deal."),
    "note.crossed_by_deal": N_("Before the deal the limit is not crossed; the deal would cross it."),
    "note.cured_by_deal": N_("The limit is crossed before the deal; after it, no longer."),
    "note.before_undetermined": N_(
        "Whether the limit is crossed before the deal cannot be said on the recorded facts."
    ),
    "note.no_deal": N_("No transaction is recorded: the figures are those of the day."),
    "note.before_only": N_("Figures are shown for the situation before the deal only."),
    "note.if_enforced": N_(
        "The encumbrance itself moves no votes. If it were enforced for {acquirer}, foreigners would hold: by chains "
        "{m}, by control {k}."
    ),
    "note.reading_policy": N_(
        "No act defines “directly and/or indirectly”: the Commission records which reading it took (policy)."
    ),
    "note.votes": N_("By votes: M {m}, K {k}."),
    "note.capital": N_("By capital: M {m}, K {k}."),
}

# Names of recorded facts and other single words that fill a placeholder.
TERMS = {
    "trunk_line": N_("trunk line"),
    "long_distance_operator": N_("owner is a long-distance operator"),
    "international_operator": N_("owner is an international operator"),
    "land_lines": N_("owner has land lines"),
    "media_owner": N_("owner of a mass medium, or active in that field"),
    "subsoil_right": N_("subsoil right or strategic-resource contract"),
    "print_distribution": N_("distribution of print by the postal network"),
    "encumbrance": N_("the transaction is a pledge or trust management"),
    "alienation": N_("the transaction is an alienation"),
    "auction": N_("sale at a public auction"),
    "no_subsoil_right": N_("an object without a subsoil right"),
    "undeclared_rest": N_("holders of {share} are not declared"),
    "range": N_("a stake is known only as a range"),
    "unknown_holder": N_("an undisclosed holder with up to {share}"),
    "unknown_country": N_("the country of {holder} is not known for certain"),
    "closed_loop": N_("owned in a circle with {others}: nobody stands behind it"),
    "category": N_("category of the object"),
    "kind": N_("kind of transaction"),
    "goods": N_("goods that the object trades across the border"),
    "country": N_("countries on the chain of the acquirer or owner"),
    "deciders": N_("who decides"),
    "grounds": N_("grounds of the decision"),
    "published": N_("what is published"),
    "duties": N_("duties of the parties"),
    "preservation": N_("preservation of the object"),
    "further_use": N_("further use of the object"),
    "indicator.low_tax": N_("whether the chain leads through a low-tax jurisdiction"),
    "indicator.price": N_("price or valuation"),
    "indicator.state": N_("whether a foreign state stands behind the acquirer"),
    "purpose.operator_10": N_("communications body, NSL 23(6)(6)"),
    "purpose.operator_10_security": N_("national security bodies, NSL 23(6)(6)"),
    "purpose.operator_49": N_("decision of the Government, NSL 23(6)(7)"),
    "purpose.subsoil": N_("subsoil body, NSL 22(4)"),
    "purpose.competition": N_("competition body"),
    "concentration.holders": N_("who holds the companies with rights"),
    "concentration.behind": N_("who stands behind the acquirer"),
    "concentration.contracts": N_("whether all contracts are entered"),
    "bar.m": N_("M, owned along the chains"),
    "bar.k": N_("K, voted under control"),
    "bar.c": N_("C, both together"),
    "bar.of_votes": N_("of votes"),
    "bar.of_capital": N_("of capital"),
}

# Reasons for which data are refused, by the engine's code.
PROBLEMS = {
    "sum_over_100": N_("the holdings of {company} add up to {sum}"),
    "sum_under_100": N_("the list of holders of {company} is called complete but adds up to {sum} at most"),
    "not_enough": N_("{party} does not hold that much of {company}"),
    "unknown_party": N_("an unknown party is named"),
    "not_a_company": N_("{company} is recorded as having holders but is no company"),
    "other": N_("the records of {company} contradict each other ({code})"),
}
