"""Whether two programs found the same: a fast wrong answer is a failure."""

# Differences of estimates in standard errors, of standard errors relative. Iterated fits stop at
# tolerances of their own, and glum multiplies covariances by n / (n - k).
LINEAR, ITERATED, SUMS = 1e-7, 1e-4, 1e-9
ITERATED_WORKLOADS = {"logit_tall", "poisson_offset", "study_small"}
# Searches for variances stop where the likelihood is flat: log-likelihoods must agree in absolute terms,
# estimates and all else, standard deviations of random effects among it, to a thousandth.
LIKELIHOOD, SEARCHED = 1e-3, 1e-3


def agreement(workload, mine, theirs):
    """The largest differences over the terms that both have, or None where there is nothing to compare."""
    if not mine or not theirs:
        return None
    ours = {term: place for place, term in enumerate(mine["terms"])}
    pairs = [(ours[t], place) for place, t in enumerate(theirs["terms"]) if t in ours]
    errors = mine["standardErrors"]
    if not errors:
        return read_agreement(mine, theirs, pairs)
    in_estimates = max(
        abs(mine["estimates"][i] - theirs["estimates"][j]) / errors[i] for i, j in pairs)
    in_errors = None
    if theirs["standardErrors"]:
        in_errors = max(abs(theirs["standardErrors"][j] / errors[i] - 1) for i, j in pairs)
    mixed = mixed_differences(mine, theirs)
    bound = ITERATED if workload in ITERATED_WORKLOADS else SEARCHED if mixed else LINEAR
    return {
        "terms": len(pairs), "estimates": in_estimates, "standardErrors": in_errors, **mixed,
        "agrees": len(pairs) >= min(4, len(ours)) and in_estimates <= bound
        and (in_errors is None or in_errors <= bound)
        and abs(mixed.get("logLikelihood", 0)) <= LIKELIHOOD
        and mixed.get("deviations", 0) <= SEARCHED,
    }


def mixed_differences(mine, theirs):
    """Of mixed models: how much more likely Concord's estimates are, and the largest relative
    difference of standard deviations."""
    if "logLikelihood" not in mine:
        return {}
    return {
        "logLikelihood": mine["logLikelihood"] - theirs["logLikelihood"],
        "deviations": max(
            abs(b / a - 1) for a, b in zip(mine["deviations"], theirs["deviations"], strict=True)),
    }


def read_agreement(mine, theirs, pairs):
    """Of readers: the sums of the columns that both have as numbers."""
    differences = [
        abs(mine["estimates"][i] - theirs["estimates"][j]) / max(1, abs(mine["estimates"][i]))
        for i, j in pairs]
    return {
        "terms": len(pairs), "estimates": max(differences), "standardErrors": None,
        "agrees": len(pairs) >= 4 and max(differences) <= SUMS,
    }
