package tino.lifecycle.alert;

import java.util.Map;

/**
 * What a rule says now of one group of series.
 *
 * @param labels of the tags that the rule goes {@code by}
 * @param value NaN where there is nothing to say
 * @param beyond whether it is on the alarming side
 * @param whole whether the whole window was seen, so that the absence of alarm means something
 */
record Reading(Map<String, String> labels, double value, boolean beyond, boolean whole) {}
