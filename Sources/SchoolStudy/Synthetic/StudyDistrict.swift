/// A district of the synthetic national study.
public struct StudyDistrict: Sendable, Equatable {
  /// The district's name, which says that it is synthetic.
  public let name: String
  /// The state's postal abbreviation.
  public let state: String
  /// How many schools of the district are in the study.
  public let schoolCount: Int

  /// The 21 districts in six states, with 400 schools between them.
  ///
  /// The six states are those of the published study (McCarthy & Rubinstein 2017); how many
  /// districts each has and how large they are was not published and is a choice made here.
  static let all: [StudyDistrict] = {
    let sizes: [(state: String, schools: [Int])] = [
      ("CA", [35, 28, 22, 14, 9]), ("IL", [31, 24, 17, 11]), ("MA", [26, 15, 10]),
      ("ME", [12, 8]), ("MN", [27, 18, 13]), ("NJ", [33, 21, 16, 10]),
    ]
    return sizes.flatMap { state, schools in
      schools.enumerated().map { index, count in
        StudyDistrict(name: "Synthetic \(state)-\(index + 1)", state: state, schoolCount: count)
      }
    }
  }()
}
