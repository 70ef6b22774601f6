/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places on earth: as values, as weights, as sort keys. */
#include "sort.h"
#include "source.h"

using xap::guard;
using xap::string;

namespace
{

const size_t PLACE_BYTES = 6; /* of a place in a value; fewer of the last */

Xapian::LatLongCoords coords_of(const struct xap_coord *coords, size_t n)
{
	Xapian::LatLongCoords list;

	for (size_t i = 0; i < n; i++)
		list.append(Xapian::LatLongCoord(coords[i].latitude,
						 coords[i].longitude));
	return list;
}

Xapian::LatLongCoords centres_of(const struct xap_geo *geo)
{
	/* Xapian would go on to compute with no centre at all. */
	if (geo->n == 0)
		throw xap::refused{ XAP_BAD_ARGUMENT, "no centre is given" };
	return coords_of(geo->centres, geo->n);
}

Xapian::GreatCircleMetric metric_of(const struct xap_geo *geo)
{
	if (geo->radius_metres > 0)
		return Xapian::GreatCircleMetric(geo->radius_metres);
	return Xapian::GreatCircleMetric();
}

} // namespace

xap_status xap_coords_pack(struct xap_buf *out, const struct xap_coord *coords,
			   size_t n, struct xap_error *err)
{
	return guard(err,
		     [&] { xap::set(out, coords_of(coords, n).serialise()); });
}

xap_status xap_coords_unpack(struct xap_coord *out, size_t capacity, size_t *n,
			     const char *data, size_t len,
			     struct xap_error *err)
{
	return guard(err, [&] {
		Xapian::LatLongCoords list;
		size_t i = 0;

		/* Xapian would append places until there is no memory. */
		if (len % PLACE_BYTES == 1)
			throw Xapian::SerialisationError("half a coordinate");
		list.unserialise(string(data, len));
		for (auto it = list.begin(); !(it == list.end()); ++it, i++)
			if (i < capacity)
				out[i] = { (*it).latitude, (*it).longitude };
		*n = i;
	});
}

xap_status xap_geo_distance(double *metres, const struct xap_geo *geo,
			    const struct xap_coord *coords, size_t n,
			    struct xap_error *err)
{
	return guard(err, [&] {
		if (n == 0)
			throw xap::refused{ XAP_BAD_ARGUMENT,
					    "no place is given" };
		*metres = metric_of(geo)(centres_of(geo), coords_of(coords, n));
	});
}

xap_status xap_query_geo(xap_query **out, const struct xap_geo *geo,
			 struct xap_error *err)
{
	*out = nullptr;
	return guard(err, [&] {
		*out = xap::query_of(
			std::make_unique<Xapian::LatLongDistancePostingSource>(
				geo->slot, centres_of(geo), metric_of(geo),
				geo->max_metres, geo->k1, geo->k2));
	});
}

xap_status xap_enquire_set_sort_geo(xap_enquire *enquire, enum xap_sort sort,
				    const struct xap_geo *geo, bool descending,
				    struct xap_error *err)
{
	using key_maker = Xapian::LatLongDistanceKeyMaker;

	return guard(err, [&] {
		const Xapian::LatLongCoords centres = centres_of(geo);
		const Xapian::GreatCircleMetric metric = metric_of(geo);
		auto maker = geo->missing_metres < 0
				     ? std::make_shared<key_maker>(
					       geo->slot, centres, metric)
				     : std::make_shared<key_maker>(
					       geo->slot, centres, metric,
					       geo->missing_metres);

		xap::set_key_maker(enquire, sort, maker, descending);
	});
}
