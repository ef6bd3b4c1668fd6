/// A paper or book that a step of the method rests on.
struct Reference: Sendable, Equatable {
  let text: String

  static let cr2 = [
    Reference(
      text: """
        Bell, R. M., & McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression \
        with multi-stage samples. Survey Methodology, 28, 169–181.
        """),
    Reference(
      text: """
        Pustejovsky, J. E., & Tipton, E. (2018). Small-sample methods for cluster-robust variance \
        estimation and hypothesis testing in fixed effects models. Journal of Business & Economic \
        Statistics, 36, 672–683.
        """),
  ]
  static let hc3 = Reference(
    text: """
      MacKinnon, J. G., & White, H. (1985). Some heteroskedasticity-consistent covariance matrix \
      estimators with improved finite sample properties. Journal of Econometrics, 29, 305–325.
      """)
  static let margins = Reference(
    text: """
      Graubard, B. I., & Korn, E. L. (1999). Predictive margins with survey data. Biometrics, 55, 652–659.
      """)
  static let equivalence = Reference(
    text: """
      Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach. \
      Journal of Pharmacokinetics and Biopharmaceutics, 15, 657–680.
      """)
  static let region = [
    Reference(
      text: """
        Johnson, P. O., & Neyman, J. (1936). Tests of certain linear hypotheses and their application to \
        some educational problems. Statistical Research Memoirs, 1, 57–93.
        """),
    Reference(
      text: """
        Bauer, D. J., & Curran, P. J. (2005). Probing interactions in fixed and multilevel regression. \
        Multivariate Behavioral Research, 40, 373–400.
        """),
  ]
  static let claims = Reference(
    text: """
      McCarthy, J. E., & Rubinstein, S. A. (2017). National study on union-management partnerships \
      (working paper; not public, figures as reported by others).
      """)
}

extension Study {
  /// What the steps that were taken rest on.
  var references: [Reference] {
    var references = [Reference.claims, .margins]
    let covariances = Set(models.map(\.covariance.name))
    if covariances.contains("CR2") { references += Reference.cr2 }
    if covariances.contains("HC3") { references.append(.hc3) }
    if claims.contains(where: { $0.equivalence != nil }) { references.append(.equivalence) }
    if models.contains(where: { $0.curves.region != nil }) { references += Reference.region }
    return references
  }
}
