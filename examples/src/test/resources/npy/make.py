"""Writes the .npy files beside it, with NumPy: python3 make.py"""

import numpy as np

values = (np.arange(24, dtype="f8").reshape(2, 3, 4) - 7) / 8
np.save("c-f8.npy", values)
np.save("fortran-f8.npy", np.asfortranarray(values))
np.save("big-f8.npy", values.astype(">f8"))
np.save("c-f4.npy", values.astype("<f4"))
np.save("fortran-big-f4.npy", np.asfortranarray(values.astype(">f4")))
np.save("line-f8.npy", values.ravel()[:5])
np.save("scalar-f8.npy", np.float64(0.5))
np.save("empty.npy", np.zeros((0, 3)))
np.save("float16.npy", values.astype("f2"))
np.save("int32.npy", values.astype("i4"))
np.save("complex128.npy", values.astype("c16"))
np.save("bool.npy", values > 0)
np.save("records.npy", np.zeros(3, dtype=[("a", "<f8"), ("b", "<f4")]))
np.save("objects.npy", np.array([None, "x"], dtype=object), allow_pickle=True)
for version in [(2, 0), (3, 0)]:
    with open("version%d-f8.npy" % version[0], "wb") as file:
        np.lib.format.write_array(file, values, version=version)
