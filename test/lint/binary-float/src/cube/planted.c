/* Observations are doubles. */
double observed;
