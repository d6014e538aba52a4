# What R says of the data sets beside this file, where expected.json does not: writes expected-more.json.
#
#   Rscript expected-more.R
#
# Numbers are those of the pooled rows, printed to 15 digits. By hand, in the lines below: limits of odds and risk ratios (Wald),
# Fay and Feuer's limits, meta-analysis.

suppressPackageStartupMessages(library(survival))
sites <- c("north", "south", "west")
pooled <- function(name) do.call(rbind, lapply(sites, function(site) {
  rows <- read.csv(file.path(name, paste0(site, ".csv")), na.strings = "")
  rows$site <- site
  rows
}))
lung <- pooled("lung"); pbc <- pooled("pbc"); cgd <- pooled("cgd0"); bw <- pooled("birthwt")
z <- qnorm(0.975)

json <- function(x) {
  if (is.list(x) && is.null(names(x))) return(paste0("[", paste(sapply(x, json), collapse = ", "), "]"))
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '": ', sapply(x, json), collapse = ", "), "}"))
  texts <- if (is.character(x)) paste0('"', x, '"') else formatC(unname(as.numeric(x)), digits = 15, format = "g", width = 1)
  if (length(x) == 1) texts else paste0("[", paste(texts, collapse = ", "), "]")
}
data <- list()
expect <- function(set, id, statistic, of, expected) {
  line <- paste0('    {"id": "', id, '", "statistic": "', statistic, '", "of": "', of, '", "expected": ', json(expected), "}")
  data[[set]] <<- c(data[[set]], line)
}

# Rates and proportions.

deaths <- function(d) c(sum(d$status == 2), sum(d$time))
rate <- function(x, time, per) {
  test <- poisson.test(x, time)
  list(person_time = time, events = x, rate = per * x / time, poisson_low = per * test$conf.int[1], poisson_high = per * test$conf.int[2])
}
by <- lapply(split(lung, lung$sex), deaths)
ratio <- poisson.test(c(by[[2]][1], by[[1]][1]), c(by[[2]][2], by[[1]][2]))
expect("lung", "lung-rates", "incidence rates, exact limits and ratio (poisson.test)", "status=2 per 1000 of time, by sex", list(
  cells = list(rate(by[[1]][1], by[[1]][2], 1000), rate(by[[2]][1], by[[2]][2], 1000)),
  ratios = list(list(rate_ratio = ratio$estimate, ci95_low = ratio$conf.int[1], ci95_high = ratio$conf.int[2]))))

proportion <- function(x, n) {
  exact <- binom.test(x, n)$conf.int
  wilson <- prop.test(x, n, correct = FALSE)$conf.int
  list(n = n, x = x, per_100000 = 1e5 * x / n, cp_low = exact[1], cp_high = exact[2], wilson_low = wilson[1], wilson_high = wilson[2])
}
expect("lung", "lung-proportions", "proportions (binom.test; prop.test, correct = FALSE)", "status=2 by sex", list(
  cells = lapply(split(lung, lung$sex), function(d) proportion(sum(d$status == 2), nrow(d)))|> unname()))

age <- cut(lung$age, c(0, 60, 70, 120), right = FALSE)
d <- tapply(lung$status == 2, age, sum); n <- tapply(lung$time, age, sum); w <- c(50, 30, 20) / 100
y <- sum(w * d / n); v <- sum(w^2 * d / n^2); u <- max(w / n)
reference <- c(2, 2.5, 3) / 1000
smr <- poisson.test(sum(d), sum(reference * n))
expect("lung", "lung-standardised", "directly standardised rate (Fay and Feuer), SMR (poisson.test)", "status=2 per 1000 of time, age 0-60-70-120", list(
  crude_rate = 1000 * sum(d) / sum(n), rate = 1000 * y,
  ci95_low = 1000 * v / y * qgamma(0.025, y^2 / v),
  ci95_high = 1000 * (v + u^2) / (y + u) * qgamma(0.975, (y + u)^2 / (v + u^2)),
  expected = sum(reference * n), smr = smr$estimate, smr_low = smr$conf.int[1], smr_high = smr$conf.int[2]))

# Tables and tests.

table2 <- function(rows, columns) {
  t <- table(rows, columns)
  chi <- suppressWarnings(chisq.test(t, correct = FALSE)); yates <- suppressWarnings(chisq.test(t)); fisher <- fisher.test(t)
  a <- t[1, 1]; b <- t[1, 2]; c <- t[2, 1]; d <- t[2, 2]
  or <- a * d / b / c; or_se <- sqrt(1 / a + 1 / b + 1 / c + 1 / d)
  rr <- a / (a + b) / (c / (c + d)); rr_se <- sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
  p1 <- a / (a + b); p2 <- c / (c + d); rd_se <- sqrt(p1 * (1 - p1) / (a + b) + p2 * (1 - p2) / (c + d))
  list(rows = as.vector(t(t)), chi2 = chi$statistic, df = chi$parameter, p = chi$p.value, cramers_v = sqrt(chi$statistic / sum(t)),
    yates_chi2 = yates$statistic, yates_p = yates$p.value, fisher_p = fisher$p.value,
    fisher_or = fisher$estimate, fisher_low = fisher$conf.int[1], fisher_high = fisher$conf.int[2],
    odds_ratio = or, odds_ratio_low = or * exp(-z * or_se), odds_ratio_high = or * exp(z * or_se),
    risk_ratio = rr, risk_ratio_low = rr * exp(-z * rr_se), risk_ratio_high = rr * exp(z * rr_se),
    risk_difference = p1 - p2, risk_difference_low = p1 - p2 - z * rd_se, risk_difference_high = p1 - p2 + z * rd_se)
}
expect("birthwt", "bw-ht-tab", "2 x 2 table (chisq.test, fisher.test; Wald limits)", "ht x low",
  table2(bw$ht, bw$low))

welch <- t.test(height ~ treat, cgd); student <- t.test(height ~ treat, cgd, var.equal = TRUE)
expect("cgd0", "cgd-height", "two-sample t-test (Welch; Student)", "height by treat", list(
  n = as.vector(table(cgd$treat)), mean = welch$estimate, t = welch$statistic, df = welch$parameter, p = welch$p.value,
  ci95_low = welch$conf.int[1], ci95_high = welch$conf.int[2], student_t = student$statistic, student_p = student$p.value))

anova_of <- function(value, group) {
  a <- anova(lm(value ~ factor(group)))
  list(n = as.vector(table(group[!is.na(value)])), mean = as.vector(tapply(value, group, mean, na.rm = TRUE)),
    ss_between = a$`Sum Sq`[1], ss_within = a$`Sum Sq`[2], df_between = a$Df[1], df_within = a$Df[2], f = a$`F value`[1], p = a$`Pr(>F)`[1])
}
expect("pbc", "pbc-anova", "one-way analysis of variance", "albumin by stage", anova_of(pbc$albumin, pbc$stage))
expect("cgd0", "cgd-anova", "one-way analysis of variance", "weight by hos_cat", anova_of(cgd$weight, cgd$hos_cat))

with <- suppressWarnings(wilcox.test(ph_ecog ~ sex, lung, exact = FALSE))
without <- suppressWarnings(wilcox.test(ph_ecog ~ sex, lung, exact = FALSE, correct = FALSE))
expect("lung", "lung-mw-ties", "Mann-Whitney U, many ties (wilcox.test, exact = FALSE)", "ph_ecog by sex",
  list(U = with$statistic, p_continuity = with$p.value, p = without$p.value))

r <- cor.test(pbc$bili, pbc$albumin)
expect("pbc", "pbc-cor", "Pearson correlation", "bili, albumin", list(
  n = sum(complete.cases(pbc[, c("bili", "albumin")])), r = r$estimate, t = r$statistic, p = r$p.value,
  ci95_low = r$conf.int[1], ci95_high = r$conf.int[2]))

# Meta-analysis of the sites' odds ratios and differences of means, by hand.

effect <- function(y, v, name) {
  w <- 1 / v; m <- sum(w * y) / sum(w); se <- 1 / sqrt(sum(w))
  setNames(list(m, m - z * se, m + z * se, se, 2 * pnorm(-abs(m / se))), paste0(name, c("_difference", "_low", "_high", "_se", "_p")))
}
ratios <- function(e, name) {
  or <- setNames(lapply(e[1:3], exp), paste0(name, c("_or", "_low", "_high")))
  c(or, setNames(e[c(1, 4, 5)], paste0(name, c("_log", "_se", "_p"))))
}
meta <- function(studies, as) {
  y <- studies[, 1]; v <- studies[, 2]; w <- 1 / v
  q <- sum(w * (y - sum(w * y) / sum(w))^2); k <- length(y)
  tau2 <- max(0, (q - (k - 1)) / (sum(w) - sum(w^2) / sum(w)))
  c(as(effect(y, v, "fixed"), "fixed"),
    list(q = q, df = k - 1, q_p = pchisq(q, k - 1, lower.tail = FALSE), i2 = max(0, (q - (k - 1)) / q), tau2 = tau2),
    as(effect(y, v + tau2, "random"), "random"))
}
expect("birthwt", "bw-meta", "meta-analysis over sites, fixed effect and DerSimonian-Laird", "smoke x low",
  meta(t(sapply(sites, function(site) {
    t <- table(bw$smoke[bw$site == site], bw$low[bw$site == site])
    c(log(t[1, 1] * t[2, 2] / t[1, 2] / t[2, 1]), sum(1 / t))
  })), ratios))
differences <- function(d, value, group) meta(t(sapply(split(d, d$site), function(s) {
  x <- split(s[[value]], s[[group]]); x <- lapply(x, na.omit)
  c(mean(x[[1]]) - mean(x[[2]]), sum(sapply(x, var) / lengths(x)))
})), function(e, name) e)
expect("birthwt", "bw-meta-means", "meta-analysis over sites of mean differences", "bwt by smoke",
  c(list(n = nrow(bw)), differences(bw, "bwt", "smoke")))
expect("pbc", "pbc-meta-means", "meta-analysis over sites of mean differences", "chol by sex",
  c(list(n = sum(!is.na(pbc$chol)), missing = sum(is.na(pbc$chol))), differences(pbc, "chol", "sex")))

# Survival.

early <- pbc[pbc$time <= 4000, ]
fit <- survfit(Surv(time, status == 2) ~ 1, early, conf.type = "log-log")
curve <- summary(fit, times = c(365, 1000, 2000, 3000))
expect("pbc", "pbc-km-loglog", "Kaplan-Meier (log-log limits)", "time, status=2, where time <= 4000", list(
  n = nrow(early), time = curve$time, at_risk = curve$n.risk, survival = curve$surv, std_err = curve$std.err,
  low = curve$lower, high = curve$upper, median = summary(fit)$table["median"]))

logrank <- function(test, k) list(chi2 = test$chisq, df = k - 1, p = pchisq(test$chisq, k - 1, lower.tail = FALSE),
  observed = if (is.matrix(test$obs)) rowSums(test$obs) else test$obs, expected = if (is.matrix(test$exp)) rowSums(test$exp) else test$exp)
staged <- pbc[!is.na(pbc$stage), ]
expect("pbc", "pbc-lr-stage-site", "log-rank, four groups, strata = site", "time, status=2 by stage",
  logrank(survdiff(Surv(time, status == 2) ~ stage + strata(site), staged), 4))
ecog <- lung[!is.na(lung$ph_ecog) & lung$ph_ecog < 3, ]
expect("lung", "lung-lr-ecog", "log-rank, three groups, strata = site", "time, status=2 by ph_ecog 0, 1, 2",
  logrank(survdiff(Surv(time, status == 2) ~ ph_ecog + strata(site), ecog), 3))

expect("lung", "lung-lr-ecog-pooled", "log-rank, three groups", "time, status=2 by ph_ecog 0, 1, 2",
  logrank(survdiff(Surv(time, status == 2) ~ ph_ecog, ecog), 3))

expect("lung", "lung-lr-coarse", "log-rank on a coarse grid", "time in three hundreds, status=2 by sex",
  logrank(survdiff(Surv(ceiling(time / 300), status == 2) ~ sex, lung), 2))

for (ties in c("efron", "breslow")) {
  fit <- summary(model <- coxph(Surv(time, status == 2) ~ bili + edema + factor(trt) + strata(site), pbc, ties = ties))
  expect("pbc", paste0("pbc-cox-", ties), paste0("Cox, strata = site, ties = ", ties), "time, status=2 ~ bili + edema + trt", list(
    n = fit$n, events = fit$nevent, coef = coef(model), se = sqrt(diag(model$var)), hr = exp(coef(model)),
    loglik = model$loglik, lr_chi2 = fit$logtest[1], lr_p = fit$logtest[3], wald_chi2 = model$wald.test, score_chi2 = model$score))
}

# Regressions.

terms <- function(model, names, statistic, p) {
  s <- coef(summary(model))
  setNames(list(s[, 1], s[, 2], s[, 3], s[, 4]), c("coef", "se", statistic, p))
}
model <- glm(ftv ~ age + factor(smoke) + offset(log(lwt)), poisson, bw)
expect("birthwt", "bw-poisson", "Poisson regression with offset", "ftv ~ age + smoke + offset(log(lwt))",
  c(list(n = nrow(bw)), terms(model, bw, "z", "p"), list(rr = exp(coef(model)), deviance = model$deviance, null_deviance = model$null.deviance, aic = model$aic)))
model <- glm(low ~ lwt + factor(race) + ht, binomial, bw)
expect("birthwt", "bw-logit-race", "logistic regression with a category of three", "low ~ lwt + race + ht",
  c(list(n = nrow(bw)), terms(model, bw, "z", "p"), list(or = exp(coef(model)), deviance = model$deviance, null_deviance = model$null.deviance, aic = model$aic)))
model <- lm(albumin ~ bili + protime + factor(trt), pbc)
s <- summary(model); limits <- confint(model)
expect("pbc", "pbc-lm", "linear regression with a category", "albumin ~ bili + protime + trt", c(
  list(n = nobs(model)), terms(model, pbc, "t", "p"), list(ci95_low = limits[, 1], ci95_high = limits[, 2],
    sigma = s$sigma, df = s$df[2], r2 = s$r.squared, adjusted_r2 = s$adj.r.squared, f = s$fstatistic[1],
    f_p = pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE))))

sets <- paste0('  "', names(data), '": [\n', sapply(data, paste, collapse = ",\n"), "\n  ]", collapse = ",\n")
writeLines(c("{", '  "note": "Made by expected-more.R beside this file.",',
  paste0('  "software": "', R.version.string, ", survival ", packageVersion("survival"), '",'), '  "data": {', sets, "  }", "}"),
  "expected-more.json")
