/** The model files of LightGBM and XGBoost. */
@NullMarked
package tino.trees.format;

import org.jspecify.annotations.NullMarked;
