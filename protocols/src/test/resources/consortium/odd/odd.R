# Makes a data set in which everything is awkward, and what R says of its pooled rows: north.csv, south.csv, west.csv, questions.jsonl.
#
#   Rscript odd.R
#
# 120 patients, of whom 90 are in the north and 6 in the west. Values of a thousandth's grid beside a million, many ties in times, events at time
# 0, the longest time censored, a group of three patients, a category of two, a site's table with a 0, four in five values missing, bounds far wider
# than values.
#
# Of "off", a million and a little, R's doubles know seven digits of the little; it is asked of what is above a million instead, which is
# exact in thousandths, and a million is added where a number is one of the whole.

suppressPackageStartupMessages(library(survival))
set.seed(20261121)
options(scipen = 20)
n <- 120
site <- rep(c("north", "south", "west"), c(90, 24, 6))
thousandths <- function(x) round(1000 * x) / 1000
d <- data.frame(
  above = thousandths(rnorm(n, 0, 0.05)), tiny = thousandths(rnorm(n, -0.2, 0.01)), w = round(rnorm(n, 50, 10)),
  g = rep(c("a", "b", "c", "d", "e"), c(60, 30, 17, 10, 3))[sample(n)], rare = ifelse(seq_len(n) %in% c(7, 101), "b", "a"),
  time = pmin(rpois(n, 4), 9), exposure = round(runif(n, 1, 20), 1))
d$event <- as.integer(runif(n) < 0.7 & d$time < 9)
d$time[c(3, 50, 95)] <- 0; d$event[c(3, 50, 95)] <- 1; d$time[80] <- 9; d$event[80] <- 0
d$y <- rbinom(n, 1, plogis(-5 + 0.1 * d$w)); d$count <- rpois(n, d$exposure * exp(-2 + 0.02 * d$w))
d$arm <- sample(c("a", "b"), n, TRUE); d$arm[115:120] <- c("a", "a", "a", "b", "b", "b"); d$y[115:120] <- c(1, 1, 1, 0, 1, 0)
d$gaps <- ifelse(runif(n) < 0.8, NA, d$w)
d$site <- site
fixed <- function(x, digits) formatC(x, format = "f", digits = digits)
rows <- data.frame(patient_id = paste0("p", seq_len(n)), off = fixed(1e6 + d$above, 3), tiny = fixed(d$tiny, 3), w = d$w, g = d$g, rare = d$rare,
  time = d$time, event = d$event, exposure = fixed(d$exposure, 1), y = d$y, arm = d$arm, count = d$count,
  gaps = ifelse(is.na(d$gaps), "", d$gaps))
for (s in unique(site)) write.csv(rows[site == s, ], paste0(s, ".csv"), row.names = FALSE, quote = FALSE)

json <- function(x) {
  if (is.list(x) && is.null(names(x))) return(paste0("[", paste(sapply(x, json), collapse = ", "), "]"))
  if (is.list(x)) return(paste0("{", paste0('"', names(x), '": ', sapply(x, json), collapse = ", "), "}"))
  texts <- if (is.character(x)) paste0('"', x, '"') else formatC(unname(as.numeric(x)), digits = 15, format = "g", width = 1)
  if (length(x) == 1) texts else paste0("[", paste(texts, collapse = ", "), "]")
}
lines <- character()
ask <- function(id, statistic, parameters, expected, k = 1) lines <<- c(lines, paste0(
  '{"id": "', id, '", "statistic": "', statistic, '", "minimum_count": ', k, ', "parameters": {', parameters, '}, "expected": ', json(expected), "}"))
number <- function(column, low, high, decimals) paste0(
  "{column: ", column, ", low: ", low, ", high: ", high, if (!missing(decimals)) paste0(", decimals: ", decimals), "}")
off <- number("off", 0, 2000000, 3); tiny <- number("tiny", -10, 10, 3); wide <- number("w", 0, 1000000)
time <- number("time", 0, 9); event <- "event: {column: event, equals: 1}"; grid <- "time: time, grid: {from: 0, to: 9, step: 1}"
letters5 <- "{column: g, values: [a, b, c, d, e]}"
million <- 1e6

m <- t.test(d$above)
ask("mean-off", "mean", "column: off, low: 0, high: 2000000, decimals: 3", list(n = n, mean = million + mean(d$above), variance = var(d$above),
  ci95_low = million + m$conf.int[1], ci95_high = million + m$conf.int[2]))
ask("mean-gaps", "mean", "column: gaps, low: 0, high: 200", list(n = sum(!is.na(d$gaps)), missing = sum(is.na(d$gaps)),
  mean = mean(d$gaps, na.rm = TRUE), variance = var(d$gaps, na.rm = TRUE)))
welch <- t.test(above ~ y, d); student <- t.test(above ~ y, d, var.equal = TRUE)
ask("t-off", "t-test", paste0("value: ", off, ", groups: {column: y, values: [0, 1]}"), list(mean = million + welch$estimate,
  difference = -diff(welch$estimate), t = welch$statistic, df = welch$parameter, p = welch$p.value, ci95_low = welch$conf.int[1], ci95_high = welch$conf.int[2],
  student_t = student$statistic, student_p = student$p.value))
a <- anova(lm(above ~ g, d))
ask("anova-off", "anova", paste0("value: ", off, ", groups: ", letters5), list(n = as.vector(table(d$g)), sd = as.vector(tapply(d$above, d$g, sd)),
  ss_between = a[1, 2], ss_within = a[2, 2], f = a[1, 4], p = a[1, 5]))
r <- cor.test(d$above, d$tiny)
ask("cor-off", "correlation", paste0("x: ", off, ", y: ", tiny), list(r = r$estimate, t = r$statistic, p = r$p.value,
  ci95_low = r$conf.int[1], ci95_high = r$conf.int[2]))
mw <- wilcox.test(tiny ~ y, d, exact = FALSE, correct = FALSE)
ask("mw-tiny", "mann-whitney", "column: tiny, grid: {from: -1, to: 1, step: 0.001}, groups: {column: y, values: [0, 1]}",
  list(U = mw$statistic, p = mw$p.value))
q <- quantile(d$tiny, c(0.1, 0.5, 0.9), type = 1)
ask("quantile-tiny", "quantile", "column: tiny, grid: {from: -1, to: 1, step: 0.001}, probabilities: [0.1, 0.5, 0.9]",
  list(p10 = q[1], p50 = q[2], p90 = q[3]))
t <- table(d$rare, d$y); f <- fisher.test(t); chi <- suppressWarnings(chisq.test(t, correct = FALSE))
ask("table-rare", "contingency-table", "rows: {column: rare, values: [a, b]}, columns: {column: y, values: [0, 1]}",
  list(rows = as.vector(t(t)), chi2 = chi$statistic, p = chi$p.value, fisher_p = f$p.value), k = 0)

terms <- function(model, statistic) {
  s <- coef(summary(model))
  setNames(list(s[, 1], s[, 2], s[, 3], s[, 4]), c("coef", "se", statistic, "p"))
}
model <- lm(above ~ w + factor(g), d)
ask("lm-off", "linear-regression", paste0("outcome: ", off, ", predictors: [", wide, ", ", letters5, "]"), list(
  coef = coef(model) + c(million, 0, 0, 0, 0, 0), se = coef(summary(model))[, 2], sigma = summary(model)$sigma, r2 = summary(model)$r.squared))
model <- lm(tiny ~ above, d)
ask("lm-on-off", "linear-regression", paste0("outcome: ", tiny, ", predictors: [", off, "]"), list(
  coef = coef(model) - c(million * coef(model)[2], 0), sigma = summary(model)$sigma, r2 = summary(model)$r.squared, f = summary(model)$fstatistic[1]))
model <- glm(y ~ w + factor(g), binomial, d)
ask("logit-wide", "logistic-regression", paste0("outcome: {column: y, equals: 1}, predictors: [", wide, ", ", letters5, "]"),
  c(terms(model, "z"), list(deviance = model$deviance, iterations = model$iter)))
model <- glm(count ~ w + offset(log(exposure)), poisson, d)
ask("poisson-wide", "poisson-regression", paste0("outcome: ", number("count", 0, 100000), ", exposure: ", number("exposure", 0.5, 10000, 1),
  ", predictors: [", wide, "]"), c(terms(model, "z"), list(deviance = model$deviance, aic = model$aic, iterations = model$iter)))
for (ties in c("efron", "breslow")) {
  model <- coxph(Surv(time, event) ~ above + w + strata(site), d, ties = ties)
  ask(paste0("cox-wide-", ties), "cox", paste0("time: ", time, ", ", event, ", predictors: [",
    number("off", 900000, 1100000, 3), ", ", wide, "], ties: ", ties),
    list(coef = coef(model), se = sqrt(diag(model$var)), loglik = model$loglik, score_chi2 = model$score))
}

for (limits in c("log", "log-log")) {
  fit <- survfit(Surv(time, event) ~ 1, d, conf.type = limits)
  curve <- summary(fit, times = 0:7)
  ask(paste0("km-", limits), "kaplan-meier", paste0(grid, ", ", event, ", limits: ", limits, ", times: [0, 1, 2, 3, 4, 5, 6, 7]"), list(
    n = n, events = sum(d$event), at_risk = curve$n.risk, survival = curve$surv, std_err = curve$std.err, low = curve$lower, high = curve$upper,
    median = summary(fit)$table["median"]))
}
by <- summary(survfit(Surv(time, event) ~ g, d))$table
ask("km-groups", "kaplan-meier", paste0(grid, ", ", event, ", groups: ", letters5), list(n = by[, "records"], events = by[, "events"], median = by[, "median"]))
logrank <- function(test) {
  sums <- function(x) if (is.matrix(x)) rowSums(x) else x
  df <- length(test$n) - 1
  list(observed = sums(test$obs), expected = sums(test$exp), chi2 = test$chisq, df = df, p = pchisq(test$chisq, df, lower.tail = FALSE))
}
ask("lr-groups-site", "log-rank-by-site", paste0("time: ", time, ", ", event, ", groups: ", letters5),
  logrank(survdiff(Surv(time, event) ~ g + strata(site), d)), k = 0)
ask("lr-groups", "log-rank-pooled", paste0(grid, ", ", event, ", groups: ", letters5), logrank(survdiff(Surv(time, event) ~ g, d)), k = 0)
ask("lr-rare", "log-rank-pooled", paste0(grid, ", ", event, ", groups: {column: rare, values: [a, b]}"), logrank(survdiff(Surv(time, event) ~ rare, d)), k = 0)

tables <- lapply(unique(site), function(s) table(d$arm[site == s], d$y[site == s]))
arms <- "groups: {column: arm, values: [a, b]}, outcome: {column: y, values: [0, 1]}"
mh <- mantelhaen.test(array(unlist(tables), c(2, 2, 3)), correct = FALSE)
ask("mh-zero", "mantel-haenszel", arms, list(
  sites = 3, common_or = mh$estimate, low = mh$conf.int[1], high = mh$conf.int[2], chi2 = mh$statistic, p = mh$p.value))
halved <- lapply(tables, function(t) if (any(t == 0)) t + 0.5 else t)
y <- sapply(halved, function(t) log(t[1, 1] * t[2, 2] / t[1, 2] / t[2, 1]))
v <- sapply(halved, function(t) sum(1 / t))
w <- 1 / v
fixed <- sum(w * y) / sum(w); q <- sum(w * (y - fixed)^2)
tau2 <- max(0, (q - 2) / (sum(w) - sum(w^2) / sum(w)))
random <- sum(y / (v + tau2)) / sum(1 / (v + tau2))
ask("meta-zero", "meta-analysis", arms, list(sites = 3, fixed_log = fixed, fixed_se = 1 / sqrt(sum(w)), q = q, tau2 = tau2, random_log = random,
  random_se = 1 / sqrt(sum(1 / (v + tau2)))))
writeLines(lines, "questions.jsonl")
