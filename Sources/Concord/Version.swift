/// The version of the package, as printed in reports and provenance.
public let concordVersion = "0.1.0"
