/// The column names that are recognised for a role without being mapped, in canonical form (lower case,
/// letters and digits only), the likeliest first.
extension Role {
  var synonyms: [String] {
    switch self {
    case .district:
      ["district", "districtid", "districtcode", "districtnumber", "districtname", "leaid", "lea"]
        + [
          "leacode", "leaname", "schooldistrict", "distname", "distid", "distcode", "distnumber",
          "dist",
        ]
    case .state: ["state", "stateabbreviation", "stateabbr", "statecode", "statename"]
    case .school:
      ["school", "schoolid", "schoolcode", "ncessch", "dbn", "campus", "campusid", "schoolname"]
        + ["campusname", "nameofschool", "schlname", "schlid", "schlcode", "schl"]
    case .poverty: Role.povertySynonyms
    case .collaboration:
      ["collaboration", "collaborationindex", "collaborationscore", "collaborationscale"]
        + [
          "collaborationdensity", "teachercollaboration", "collaborativeteachers", "networkdensity",
        ]
        + ["educatorcollaboration", "teachersscore", "collaborativeteachersscore"]
    case .partnership:
      ["partnership", "formalpartnership", "partnershipstructure", "partnershiplevel"]
        + ["partnershipquality", "labormanagementpartnership", "unionmanagementpartnership"]
    case .staff:
      ["staff", "staffcount", "teachers", "teachercount", "numberofteachers", "totalteachers"]
        + ["nteachers", "educators", "educatorcount", "headcount"]
    case .leavers:
      ["leavers", "left", "departures", "separations", "teachersleft", "teacherswholeft"]
        + ["numberofleavers", "leavercount"]
    case .turnover:
      ["turnover", "teacherturnover", "staffturnover", "attrition", "teacherattrition"]
    case .retention: ["retention", "teacherretention", "staffretention"]
    case .stayed: ["stayed", "retained"]
    case .commitment:
      ["commitment", "organizationalcommitment", "organisationalcommitment"]
        + ["affectivecommitment", "teachercommitment"]
    case .ela: Role.subjectSynonyms(["ela", "englishlanguagearts", "reading"])
    case .math: Role.subjectSynonyms(["math", "maths", "mathematics"])
    case .elaTested: Role.testedSynonyms(["ela", "englishlanguagearts", "reading"])
    case .mathTested: Role.testedSynonyms(["math", "maths", "mathematics"])
    case .traditional: ["traditional", "traditionalrole", "traditionalside"]
    case .professional: ["professional", "professionalrole", "professionalside"]
    case .behaviour: []
    }
  }

  private static let povertySynonyms =
    ["poverty", "studentpoverty", "inpoverty", "studentsinpoverty", "frpl", "frpm", "frl"]
    + ["freereducedlunch", "freereducedpricelunch", "freeorreducedlunch", "freeandreducedlunch"]
    + ["freeorreducedpricelunch", "freeandreducedpricelunch", "freereducedpricemeals"]
    + ["freeorreducedpricemeals", "economicneedindex", "eni", "economicneed", "lowincome"]
    + ["lowincomestudents", "economicallydisadvantaged", "economicallydisadvantagedstudents"]
    + ["economicallydisadvantagedstudent", "lowincomestudent", "ecodis", "econdisadvantaged"]
    + ["socioeconomicallydisadvantaged", "directcertification", "directlycertified"]

  private static func subjectSynonyms(_ subjects: [String]) -> [String] {
    let endings = ["", "proficiency", "proficient", "atstandard", "atorabovestandard", "score"]
    return subjects.flatMap { subject in endings.map { subject + $0 } }
      + subjects.flatMap { ["\($0)scoresexceed", "isatexceeding\($0)", "\($0)exceeding"] }
      + subjects.flatMap { ["proficientin\($0)", "proficient\($0)"] }
  }

  private static func testedSynonyms(_ subjects: [String]) -> [String] {
    subjects.flatMap { ["\($0)tested", "\($0)studentstested", "\($0)numbertested", "\($0)n"] }
      + subjects.map { "numbertested\($0)" }
  }

  /// Beginnings and ends of a name that say how a measure is written, not what it is.
  private static let prefixes = [
    "percentof", "percent", "perc", "pct", "average", "avg", "mean", "shareof",
  ]
  private static let suffixes = ["percentage", "percent", "perc", "pct", "rate", "share", "ratio"]

  /// The ranks at which a column's name is recognised for the role: 0 is the role's own name. Nil if
  /// it is not. A count's name must match whole; a measure's may say "percent" or "average".
  func rank(of columnName: String) -> Int? {
    if case .behaviour = self { return nil }
    let name = canonicalName(columnName)
    if let rank = synonyms.firstIndex(of: name) { return rank }
    guard !isIdentifier, self != .staff, self != .leavers, self != .elaTested, self != .mathTested
    else { return nil }
    var core = Substring(name)
    for prefix in Role.prefixes where core.hasPrefix(prefix) && core.count > prefix.count {
      core = core.dropFirst(prefix.count)
    }
    for suffix in Role.suffixes where core.hasSuffix(suffix) && core.count > suffix.count {
      core = core.dropLast(suffix.count)
    }
    return synonyms.firstIndex(of: String(core)).map { $0 + synonyms.count }
  }
}
