extension BadInput {
  static let options = [
    BadInput(exit: 0, ""),
    BadInput("fti", "@odd.csv", exit: 64, "no subcommand \"fti\"; the closest is \"fit\""),
    BadInput("xyzzy", exit: 64, "no subcommand \"xyzzy\"; there are study, fit, predict"),
    BadInput("fit", exit: 64, "Missing expected argument '<data>'"),
    BadInput("fit", "@odd.csv", exit: 64, "Missing expected argument '<formula>'"),
    BadInput("fit", "@odd.csv", "y ~ x", "z", exit: 64, "Unexpected argument 'z'"),
    BadInput("fit", "@odd.csv", "y ~ x", "--nope", exit: 64, "Unknown option '--nope'"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--famly", "poisson", exit: 64, "Did you mean '--family'?"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--level", "2", exit: 64,
      "--level takes a number between 0 and 1, such as 0.95, not 2.0"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--level", "nan", exit: 64,
      "--level takes a number between 0 and 1, such as 0.95, not nan"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--level", "0", exit: 64, "--level takes a number between 0 and 1"
    ),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--level", "-0.5", exit: 64,
      "--level takes a number between 0 and 1"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--level", "high", exit: 64,
      "The value 'high' is invalid for '--level <level>'"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--level", exit: 64, "Missing value for '--level <level>'"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--threads", "0", exit: 64,
      "--threads takes a whole number of at least 1, not 0"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--threads", "-3", exit: 64,
      "--threads takes a whole number of at least 1, not -3"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--threads", "two", exit: 64,
      "The value 'two' is invalid for '--threads <threads>'"),
    BadInput("fit", "@odd.csv", "y ~ x", "--threads", "9223372036854775807", exit: 0, ""),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--format", "yaml", exit: 64,
      "The value 'yaml' is invalid for '--format <format>'"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--method", "guess", exit: 64,
      "The value 'guess' is invalid for '--method <method>'"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weight-kind", "sampling", exit: 64,
      "--weight-kind says what --weights COL means; name the column too"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--weights", "x", "--weight-kind", "heavy", exit: 64,
      "'precision', 'frequency' or 'sampling'"),
    BadInput(
      "fit", "@odd.csv", "y ~ word", "--contrasts", "odd", exit: 64,
      "no contrasts \"odd\"; there are treatment, sum, helmert, polynomial"),
    BadInput(
      "fit", "@odd.csv", "y ~ word", "--factor", "=", exit: 64,
      "--factor takes COL or COL=a,b,c, not \"=\""),
    BadInput(
      "fit", "@odd.csv", "y ~ word", "--factor", "word=red,,blue", exit: 64,
      "--factor takes COL or COL=a,b,c"),
    BadInput(
      "fit", "@odd.csv", "y ~ word", "--factor", "word=red,red,blue", exit: 64,
      "level \"red\" of word is declared more than once"),
    BadInput("simulate", "--seed", "-1", exit: 64, "The value '-1' is invalid for '--seed <seed>'"),
    BadInput("simulate", "--design", "local", exit: 64, "Please provide one of 'national'"),
    BadInput(
      "simulate", "--format", "html", exit: 64,
      "rows are written as CSV; --format html goes with --out FILE"),
  ]

  static let covariances = [
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--covariance", "XX", exit: 64,
      "no covariance is called \"XX\"; choose one of classical"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--covariance", "CR2", exit: 64,
      "CR2 needs a cluster column; name it with --cluster COL"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--covariance", "HC1", "--cluster", "word", exit: 64,
      "--cluster does not go with --covariance HC1, which has no clusters; choose one of CR0"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--cluster", "one", exit: 65,
      "all 10 rows used are in one cluster of \"one\"; clustered standard errors need at least two clusters"
    ),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--cluster", "word,pair,z", exit: 64,
      "takes at most 2 cluster columns, not 3 (word, pair, z)"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--covariance", "CR2", "--cluster", "word,pair", exit: 64,
      "CR2 takes at most 1 cluster column, not 2"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--cluster", ",", exit: 64,
      "--cluster takes COL or COL,COL, not \",\""),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--cluster", "word", "--lag", "3", exit: 64,
      "--lag goes with --covariance HAC"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--covariance", "HAC", "--lag", "99", exit: 65,
      "a lag of 99 does not go with 10 rows; it must be from 0 to 9"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--covariance", "HAC", "--lag", "-1", exit: 65,
      "a lag of -1 does not go with 10 rows"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--df", "many", exit: 64,
      "unknown --df \"many\"; choose standard, satterthwaite"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--df", "clusters", exit: 64,
      "classical has no clusters to take clusters degrees of freedom from"),
    BadInput(
      "fit", "@odd.csv", "y ~ x + factor(z)", "--cluster", "word", "--weights", "x", exit: 0,
      "warning: "),
  ]

  static let families = [
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--family", "normal", exit: 64,
      "no family \"normal\" in this version; it has gaussian, binomial"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--family", "poisson", "--link", "squash", exit: 64,
      "no link \"squash\"; there are logit, probit"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--family", "poisson", "--link", "logit", exit: 64,
      "the poisson family has no link \"logit\"; it takes log, identity, sqrt"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--link", "probit", exit: 64,
      "the gaussian family has no link \"probit\"; it takes identity, log, inverse"),
    BadInput(
      "fit", "@odd.csv", "count ~ x", "--family", "poisson", exit: 65,
      "the response count is -1.0 in row 6, which is negative and so not a poisson outcome"),
    BadInput(
      "fit", "@odd.csv", "share ~ x", "--family", "binomial", exit: 65,
      "the response share is 1.5 in row 4, which is not between 0 and 1"),
    BadInput(
      "fit", "@odd.csv", "none ~ x", "--family", "gamma", exit: 65,
      "the response none is 0.0 in row 1, which is not positive"),
    BadInput(
      "fit", "@odd.csv", "none ~ x", "--family", "inverse-gaussian", exit: 65, "not positive"),
    BadInput(
      "fit", "@odd.csv", "cbind(y, count) ~ x", "--family", "binomial", exit: 65,
      "count is -1 in row 6; a count cannot be negative"),
    BadInput(
      "fit", "@odd.csv", "cbind(y, x) ~ z", "--family", "poisson", exit: 64,
      "choose the binomial family, or write a single outcome"),
    BadInput(
      "fit", "@odd.csv", "y ~ x", "--family", "poisson", "--method", "gram", exit: 64,
      "--method chooses how one least-squares problem is solved"),
    BadInput(
      "fit", "@separated.csv", "y ~ x", "--family", "binomial", exit: 0,
      "warning: complete separation: a combination of (Intercept), x predicts 6 of 6 rows exactly"),
    BadInput(
      "fit", "@odd.csv", "none ~ x", "--family", "poisson", exit: 0, "warning: complete separation"),
    BadInput(
      "fit", "@odd.csv", "y ~ 0 + I(x - 5.5)", "--family", "gamma", exit: 65,
      "try another of its links (inverse, log, identity)"),
  ]

  static let questions = [
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "xx", "--moderator", "z", exit: 65,
      "\"xx\" is not in the model; it has x, z"),
    BadInput(
      "slopes", "@schools.csv", "ela ~ collaboration * poverty", "--focal", "colaboration",
      "--moderator", "poverty", exit: 65,
      "\"colaboration\" is not in the model; the closest is \"collaboration\""),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "x", exit: 64,
      "Missing expected argument '--moderator <moderator>'"),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "x", "--moderator", "x", exit: 64,
      "\"x\" is both compared and held at a level"),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "x", "--moderator", "z", "--at", "lots",
      exit: 64, "\"z\" is a number, so \"lots\" is no level of it"),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "x", "--moderator", "z", "--at", ",", exit: 64,
      "--at takes levels with commas between them"),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "x", "--moderator", "z", "--percentiles", "101",
      exit: 64, "--percentiles takes numbers from 0 to 100, not \"101\""),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * z", "--focal", "x", "--moderator", "z", "--at", "1", "--sd",
      exit: 64, "--at, --percentiles and --sd exclude each other"),
    BadInput(
      "slopes", "@odd.csv", "y ~ word * z", "--focal", "word", "--moderator", "z", exit: 65,
      "\"word\" has the categories blue, green, red; a slope needs exactly two"),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * word", "--focal", "x", "--moderator", "word", "--sd", exit: 65,
      "\"word\" has categories, not numbers; name one of blue, green, red"),
    BadInput(
      "slopes", "@odd.csv", "y ~ x * same", "--focal", "x", "--moderator", "same", exit: 65,
      "\"same\" is 7.0 in every row used, so nothing can depend on it"),
    BadInput(
      "slopes", "@odd.csv", "y ~ log(x) * z", "--focal", "x", "--moderator", "z", exit: 65,
      "\"x\" does not enter the model linearly, so it has no single slope"),
    BadInput("ratio", "@odd.csv", "y ~ x", exit: 64, "Missing expected argument '--of <of>'"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x", "--of", "x", exit: 64,
      "--of takes NAME=LEVEL,LEVEL such as poverty=p90,p10, not \"x\""),
    BadInput("ratio", "@odd.csv", "y ~ x", "--of", "=1,2", exit: 64, "--of takes NAME=LEVEL,LEVEL"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x", "--of", "x=1", exit: 64,
      "--of takes two levels, high first, such as poverty=p90,p10; \"x=1\" has 1"),
    BadInput("ratio", "@odd.csv", "y ~ x", "--of", "x=1,2,3", exit: 64, "\"x=1,2,3\" has 3"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x", "--of", "x=1,1", exit: 64,
      "both levels of \"x\" come to 1.0; there is nothing to compare"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x", "--of", "x=100,-1000", exit: 65,
      "a ratio needs positive means, ask for a gap"),
    BadInput("ratio", "@odd.csv", "y ~ x", "--of", "x=1,1e400", exit: 64, "error: "),
    BadInput("ratio", "@odd.csv", "y ~ x", "--of", "z=1,2", exit: 65, "\"z\" is not in the model"),
    BadInput(
      "ratio", "@odd.csv", "y ~ word", "--of", "word=red,pink", exit: 65,
      "\"word\" has no category \"pink\"; it has blue, green, red"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x", "--of", "x=1,2", "--margin", "1", exit: 64,
      "a margin of 1.0 is not above 1"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x", "--of", "x=1,2", "--margin", "nan", exit: 64,
      "a margin of nan is not above 1"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x + z", "--of", "x=1,2", "--at", "x=1", exit: 64,
      "\"x\" is both compared and held at a level"),
    BadInput(
      "ratio", "@odd.csv", "y ~ x + z", "--of", "x=1,2", "--at", "z=1", "--at", "z=2", exit: 64,
      "--at holds \"z\" twice; write its levels with commas between them"),
    BadInput(
      "gap", "@odd.csv", "y ~ x + z", "--of", "x=p200,1", exit: 64,
      "\"p200\" is no level of it; give a value such as 2.5"),
    BadInput(
      "gap", "@odd.csv", "y ~ x + z", "--of", "x=1,2", "--at", "zz=1", exit: 65,
      "\"zz\" is not in the model"),
    BadInput(
      "gap", "@odd.csv", "y ~ x + z", "--of", "x=1,2", "--at",
      "z=" + (0..<1001).map(String.init).joined(separator: ","), exit: 64,
      "--at makes more than 1,000 combinations of levels"),
    BadInput(
      "predict", "@odd.csv", "y ~ x", "--interval", "wide", exit: 64,
      "'none', 'confidence' or 'prediction'"),
    BadInput(
      "predict", "@odd.csv", "y ~ x", "--family", "poisson", "--interval", "prediction", exit: 64,
      "there is no prediction interval for the poisson family"),
    BadInput(
      "anova", "@odd.csv", "y ~ x", "--type", "IV", exit: 64,
      "Please provide one of 'I', 'II' or 'III'"),
    BadInput(
      "compare", "@odd.csv", "y ~ x", exit: 64, "compare takes two formulas or more; there is 1"),
    BadInput(
      "compare", "@odd.csv", "y ~ x", "y ~ z", exit: 65,
      "\"y ~ x\" is not a special case of \"y ~ z\""),
    BadInput("compare", "@odd.csv", "y ~ x", "z ~ x", exit: 65, "their responses are not the same"),
    BadInput("compare", "@odd.csv", "y ~ x", "y~x", exit: 64, "the formula \"y~x\" is given twice"),
    BadInput(
      "compare", "@odd.csv", "y ~ x", "y ~ x + z", "--cluster", "word", exit: 64,
      "--test lrt takes no other covariance than the model's own"),
    BadInput(
      "compare", "@odd.csv", "y ~ x", "y ~ x + z", "--test", "guess", exit: 64,
      "'lrt', 'f', 'wald' or 'score'"),
    BadInput(
      "compare", "@odd.csv", "x ~ z", "x ~ z + pair", "--family", "quasipoisson", exit: 64,
      "has no likelihood (family quasipoisson); use an F or Wald test"),
    BadInput(
      "compare", "@odd.csv", "x ~ z", "x ~ z + pair", "--family", "poisson", "--test", "f",
      exit: 64, "an F test has no denominator; use the likelihood-ratio test"),
  ]
}
