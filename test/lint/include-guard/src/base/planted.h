/* A header that may be included twice. */
#ifndef PLANTED_H
#define PLANTED_H
#endif
