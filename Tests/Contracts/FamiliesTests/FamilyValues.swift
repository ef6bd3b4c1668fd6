/// A unit deviance, correctly rounded.
struct DevianceValue: Sendable {
  let family: String
  let response: Double
  let mean: Double
  let complement: Double
  let deviance: Double

  init(
    _ family: String, _ response: Double, mean: Double, complement: Double, _ deviance: Double
  ) {
    self.family = family
    self.response = response
    self.mean = mean
    self.complement = complement
    self.deviance = deviance
  }
}

/// The log-likelihood of one observation, correctly rounded.
struct LogLikelihoodValue: Sendable {
  let family: String
  let response: Double
  let mean: Double
  let weight: Double
  let dispersion: Double
  let logLikelihood: Double

  init(
    _ family: String, _ response: Double, mean: Double, weight: Double, dispersion: Double,
    _ logLikelihood: Double
  ) {
    self.family = family
    self.response = response
    self.mean = mean
    self.weight = weight
    self.dispersion = dispersion
    self.logLikelihood = logLikelihood
  }
}

/// From the definitions, evaluated with 60 digits by mpmath 1.3.0 and rounded once. The mean is
/// exact except where it is 1, which stands for 1 less the complement.
let devianceValues: [DevianceValue] = [
  DevianceValue(
    "gaussian", 2.5, mean: 2.5000000001, complement: -1.5000000001, 1.0000001654807488e-20),
  DevianceValue("gaussian", -3.0, mean: 4.0, complement: -3.0, 49.0),
  DevianceValue("gaussian", 1e+150, mean: 0.0, complement: 1.0, 9.999999999999999e+299),
  DevianceValue(
    "binomial", 0.3, mean: 0.3000000001, complement: 0.6999999999, 4.761905549303641e-20),
  DevianceValue("binomial", 0.3, mean: 0.29999, complement: 0.70001, 4.761965232543857e-10),
  DevianceValue(
    "binomial", 0.7, mean: 0.7000000003, complement: 0.2999999997, 4.2857149965501484e-19),
  DevianceValue(
    "binomial", 0.7, mean: 0.71, complement: 0.29000000000000004, 0.00048244201666980467),
  DevianceValue(
    "binomial", 0.5, mean: 0.4999999999999, complement: 0.5000000000000999, 3.998046907868405e-26),
  DevianceValue(
    "binomial", 0.9999, mean: 0.99990001, complement: 9.999000000004976e-05, 1.000166669510137e-12),
  DevianceValue(
    "binomial", 1e-05, mean: 1.0000001e-05, complement: 0.999989999999, 1.0000099322179852e-19),
  DevianceValue("binomial", 0.25, mean: 1e-12, complement: 0.999999999999, 12.690840268728158),
  DevianceValue("binomial", 0.75, mean: 0.2, complement: 0.8, 1.4010583550706386),
  DevianceValue("binomial", 0.25, mean: 0.75, complement: 0.25, 1.0986122886681098),
  DevianceValue("binomial", 0.3, mean: 0.6, complement: 0.4, 0.36757379477362456),
  DevianceValue("binomial", 0.3, mean: 0.15, complement: 0.85, 0.14406988811862673),
  DevianceValue("binomial", 0.3, mean: 0.61, complement: 0.39, 0.3931011447809041),
  DevianceValue(
    "binomial", 0.4901755753256523, mean: 0.5291106414149607, complement: 0.47088935858503933,
    0.006072130894077202),
  DevianceValue("binomial", 0.52, mean: 0.4999, complement: 0.5001, 0.0016164669401817582),
  DevianceValue("binomial", 0.0, mean: 1e-20, complement: 1.0, 2e-20),
  DevianceValue("binomial", 0.0, mean: 0.4, complement: 0.6, 1.0216512475319814),
  DevianceValue("binomial", 0.0, mean: 0.9, complement: 0.09999999999999998, 4.605170185988092),
  DevianceValue("binomial", 1.0, mean: 0.2, complement: 0.8, 3.2188758248682006),
  DevianceValue("binomial", 1.0, mean: 0.7, complement: 0.30000000000000004, 0.7133498878774649),
  DevianceValue("binomial", 1e-300, mean: 0.001, complement: 0.999, 0.002001000667167067),
  DevianceValue("binomial", 0.999, mean: 1e-300, complement: 1.0, 1380.1536902304065),
  DevianceValue(
    "poisson", 3.0, mean: 3.0000000001, complement: -2.0000000001, 3.3333338848617553e-21),
  DevianceValue(
    "poisson", 3.0, mean: 2.9999, complement: -1.9998999999999998, 3.333407409273378e-09),
  DevianceValue(
    "poisson", 1000000.0, mean: 1000000.001, complement: -999999.001, 1.000000094328238e-12),
  DevianceValue("poisson", 7.0, mean: 5.0, complement: -4.0, 0.7106113126969811),
  DevianceValue("poisson", 7.0, mean: 14.0, complement: -13.0, 4.295939472160765),
  DevianceValue("poisson", 7.0, mean: 3.5, complement: -2.5, 2.7040605278392342),
  DevianceValue("poisson", 7.0, mean: 3.4, complement: -2.4, 2.9098860440647667),
  DevianceValue("poisson", 7.0, mean: 15.0, complement: -14.0, 5.330039271343446),
  DevianceValue("poisson", 1.0, mean: 1e-300, complement: 1.0, 1379.5510557964274),
  DevianceValue("poisson", 1.0, mean: 0x1p-1064, complement: 1.0, 1473.0172002315637),
  DevianceValue("poisson", 0.0, mean: 0.25, complement: 0.75, 0.5),
  DevianceValue("poisson", 2.0, mean: 10000000000.0, complement: -9999999999.0, 19999999906.669186),
  DevianceValue("poisson", 1e+300, mean: 1.1e+300, complement: -1.1e+300, 9.37964039135028e+297),
  DevianceValue("gamma", 3.0, mean: 3.0000000001, complement: -2.0000000001, 1.111111294929227e-21),
  DevianceValue(
    "gamma", 3.0, mean: 2.9999, complement: -1.9998999999999998, 1.1111604956837681e-09),
  DevianceValue(
    "gamma", 1e-08, mean: 1.0000001e-08, complement: 0.999999989999999, 9.99999867304224e-15),
  DevianceValue("gamma", 7.0, mean: 5.0, complement: -4.0, 0.12705552675757414),
  DevianceValue("gamma", 7.0, mean: 14.0, complement: -13.0, 0.38629436111989063),
  DevianceValue("gamma", 7.0, mean: 15.0, complement: -14.0, 0.45761343742712685),
  DevianceValue("gamma", 1e-200, mean: 1.0, complement: 0.0, 919.0340371976183),
  DevianceValue("gamma", 1.0, mean: 1e+200, complement: -1e+200, 919.0340371976183),
  DevianceValue("gamma", 0x1p-1064, mean: 1.0, complement: 0.0, 1473.0172002315637),
  DevianceValue(
    "inverse-gaussian", 3.0, mean: 3.0000000001, complement: -2.0000000001, 3.7037043163484526e-22),
  DevianceValue(
    "inverse-gaussian", 3.0, mean: 2.9999, complement: -1.9998999999999998, 3.703950629645812e-10),
  DevianceValue("inverse-gaussian", 0.01, mean: 5.0, complement: -4.0, 99.6004),
  DevianceValue("inverse-gaussian", 1e-150, mean: 1e-10, complement: 0.9999999999, 1e+150),
  DevianceValue("inverse-gaussian", 1e+150, mean: 1.0, complement: 0.0, 1e+150),
  DevianceValue("inverse-gaussian", 1.0, mean: 1e+200, complement: -1e+200, 1.0),
  DevianceValue("binomial", 1.0, mean: 1, complement: 1e-20, 2e-20),
  DevianceValue("binomial", 0.0, mean: 1, complement: 1e-20, 92.10340371976183),
  DevianceValue("binomial", 0.5, mean: 1, complement: 1e-20, 44.66540749876102),
  DevianceValue("binomial", 0.999, mean: 1, complement: 1e-30, 0.12234059535517867),
  DevianceValue("binomial", 0.25, mean: 1, complement: 1e-300, 1035.038621558083),
]

/// From the log-densities written with log-gamma functions, evaluated with 60 digits by mpmath 1.3.0.
let logLikelihoodValues: [LogLikelihoodValue] = [
  LogLikelihoodValue(
    "gaussian", 1.5, mean: 1.25, weight: 2.0, dispersion: 0.5, -0.35079135264472744),
  LogLikelihoodValue(
    "gaussian", 100.0, mean: -3.0, weight: 0.25, dispersion: 3.0, -444.20305852476537),
  LogLikelihoodValue("poisson", 0.0, mean: 1e-05, weight: 1.0, dispersion: 1.0, -1e-05),
  LogLikelihoodValue("poisson", 0.0, mean: 700.0, weight: 1.0, dispersion: 1.0, -700.0),
  LogLikelihoodValue("poisson", 3.0, mean: 2.5, weight: 1.0, dispersion: 1.0, -1.5428872736055899),
  LogLikelihoodValue("poisson", 3.0, mean: 3.0, weight: 2.5, dispersion: 1.0, -3.739806508059315),
  LogLikelihoodValue(
    "poisson", 15.0, mean: 18.0, weight: 1.0, dispersion: 1.0, -2.5436950153984212),
  LogLikelihoodValue("poisson", 16.0, mean: 18.0, weight: 1.0, dispersion: 1.0, -2.425911979742038),
  LogLikelihoodValue(
    "poisson", 1000.0, mean: 1010.0, weight: 1.0, dispersion: 1.0, -4.422568652858214),
  LogLikelihoodValue(
    "poisson", 1000000.0, mean: 1000500.0, weight: 1.0, dispersion: 1.0, -7.951652244472229),
  LogLikelihoodValue(
    "poisson", 1000000000000.0, mean: 1000001000000.0, weight: 1.0, dispersion: 1.0,
    -15.234448757835947),
  LogLikelihoodValue(
    "poisson", 2.0, mean: 1e-300, weight: 1.0, dispersion: 1.0, -1382.2442029769873),
  LogLikelihoodValue("gamma", 1.5, mean: 1.25, weight: 1.0, dispersion: 0.5, -1.0545276334003646),
  LogLikelihoodValue("gamma", 1.5, mean: 1.25, weight: 2.5, dispersion: 0.01, -1.9762404986974094),
  LogLikelihoodValue("gamma", 3.0, mean: 3.1, weight: 1.0, dispersion: 1e-08, -53168.637896634646),
  LogLikelihoodValue("gamma", 0.2, mean: 4.0, weight: 1.0, dispersion: 3.0, -0.7574309219010337),
  LogLikelihoodValue("gamma", 0.2, mean: 4.0, weight: 1.0, dispersion: 100.0, -3.0665509902033423),
  LogLikelihoodValue("gamma", 0.2, mean: 4.0, weight: 1.0, dispersion: 0.0625, -30.660130292434147),
  LogLikelihoodValue("gamma", 1e-10, mean: 4.0, weight: 1.0, dispersion: 2.0, 9.90083975119311),
  LogLikelihoodValue(
    "inverse-gaussian", 1.5, mean: 1.25, weight: 1.0, dispersion: 0.5, -1.2072292717536133),
  LogLikelihoodValue(
    "inverse-gaussian", 1.5, mean: 1.25, weight: 2.5, dispersion: 0.01, -1.3947110892655175),
  LogLikelihoodValue(
    "inverse-gaussian", 0.01, mean: 4.0, weight: 1.0, dispersion: 3.0, -11.14392689855659),
  LogLikelihoodValue(
    "binomial", 0.0, mean: 0.25, weight: 10.0, dispersion: 1.0, -2.8768207245178092),
  LogLikelihoodValue(
    "binomial", 1.0, mean: 0.25, weight: 10.0, dispersion: 1.0, -13.862943611198906),
  LogLikelihoodValue(
    "binomial", 0.25, mean: 0.5, weight: 8.0, dispersion: 1.0, -2.2129729343043585),
  LogLikelihoodValue("binomial", 0.5, mean: 0.5, weight: 2.0, dispersion: 1.0, -0.6931471805599453),
  LogLikelihoodValue(
    "binomial", 0.25, mean: 0.26, weight: 1000.0, dispersion: 1.0, -3.7982760276246244),
  LogLikelihoodValue(
    "binomial", 0.5, mean: 0.5001, weight: 1000000.0, dispersion: 1.0, -7.15354688202686),
  LogLikelihoodValue(
    "binomial", 0.5, mean: 0.5000001, weight: 1000000000000.0, dispersion: 1.0, -14.061301910588197),
  LogLikelihoodValue(
    "binomial", 0.0, mean: 1e-20, weight: 100.0, dispersion: 1.0, -9.999999999999999e-19),
  LogLikelihoodValue(
    "binomial", 0.125, mean: 1e-30, weight: 8.0, dispersion: 1.0, -66.99811124814154),
]

/// x and log Γ(x + 1) less Stirling's formula, by mpmath 1.3.0 with 60 digits.
let stirlingRemainderValues: [(Double, Double)] = [
  (1e-300, 344.4688254159022),
  (1e-05, 4.837643556460688),
  (0.3, 0.2360649007482156),
  (0.999, 0.08113875499467682),
  (1.0, 0.08106146679532726),
  (1.5, 0.05481412105191765),
  (2.0, 0.0413406959554093),
  (5.0, 0.016644691189821193),
  (10.0, 0.00833056343336287),
  (15.0, 0.005554733551962801),
  (15.9, 0.005240399880756108),
  (16.0, 0.0052076559196096404),
  (30.0, 0.0027776749297526936),
  (1000.0, 8.333333055555635e-05),
  (100000000.0, 8.333333333333334e-10),
]

/// Probabilities and standard normal quantiles, by root finding on erfc in mpmath 1.3.0 with 60 digits.
let normalQuantileValues: [(Double, Double)] = [
  (0x1p-1070, -38.395310446720494),
  (0x1p-1030, -37.666780465078375),
  (1e-300, -37.0470962993612),
  (1e-100, -21.273453560965326),
  (1e-20, -9.262340089798407),
  (1e-08, -5.612001244174789),
  (0.01, -2.326347874040841),
  (0.0749, -1.4402382675279637),
  (0.0751, -1.43882539275254),
  (0.2, -0.8416212335729142),
  (0.4, -0.2533471031357997),
  (0.4999999, -2.5066282747031063e-07),
]
