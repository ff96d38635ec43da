! The viscous Burgers equation as a kernel in a shared library, in Fortran: see burgers.c for the model,
! and ../include/checkpoint_schedules.h for what each function does.
!
!   gfortran -O2 -ffp-contract=off -shared -fPIC burgers_kernel.f90 -o libburgers.so
!
! Parameters: the number of steps, then the initial values, separated by blanks.
module burgers_kernel
  use, intrinsic :: iso_c_binding
  implicit none
  private

  integer(c_int32_t), parameter :: bad_parameters = 1, no_memory = 2

  type, bind(c) :: cs_sizes
    integer(c_int64_t) :: struct_bytes, steps, state_bytes, data_bytes
    integer(c_int64_t) :: adjoint_bytes, gradient_bytes, element_bytes
    character(kind=c_char) :: fingerprint(256)
  end type

  type :: burgers
    integer(c_int64_t) :: steps
    integer :: n
    real(c_double) :: dx, advection, diffusion, objective
    real(c_double), allocatable :: initial(:), u(:), w(:)
  end type

contains

  integer(c_int32_t) function cs_abi() bind(c)
    cs_abi = 1
  end function

  integer(c_int32_t) function cs_open(parameters, sizes, model) bind(c)
    character(kind=c_char), intent(in) :: parameters(*)
    type(cs_sizes), intent(out) :: sizes
    type(c_ptr), intent(out) :: model
    type(burgers), pointer :: m
    character(len=:), allocatable :: text
    real(c_double) :: viscosity, dt
    integer :: length, failed
    integer(c_int64_t) :: bytes

    model = c_null_ptr
    cs_open = bad_parameters
    length = 0
    do while (parameters(length + 1) /= c_null_char)
      length = length + 1
    end do
    allocate (character(len=length) :: text)
    text = transfer(parameters(1:length), text)

    allocate (m, stat=failed)
    if (failed /= 0) then
      cs_open = no_memory
      return
    end if
    model = c_loc(m)
    m%n = words(text) - 1
    if (m%n < 3) return
    allocate (m%initial(m%n), m%u(m%n), m%w(m%n), stat=failed)
    if (failed /= 0) then
      cs_open = no_memory
      return
    end if
    read (text, *, iostat=failed) m%steps, m%initial
    if (failed /= 0 .or. m%steps < 1) return

    m%dx = 1.0_c_double / m%n
    viscosity = max(0.01_c_double, maxval(abs(m%initial)) * m%dx / 2)
    dt = 0.4_c_double * (m%dx * m%dx / (2 * viscosity))
    m%advection = dt / (4 * m%dx)
    m%diffusion = viscosity * dt / (m%dx * m%dx)

    bytes = 8_c_int64_t * m%n
    sizes%struct_bytes = c_sizeof(sizes)
    sizes%steps = m%steps
    sizes%state_bytes = bytes
    sizes%data_bytes = bytes
    sizes%adjoint_bytes = bytes + 8
    sizes%gradient_bytes = bytes
    sizes%element_bytes = 8
    sizes%fingerprint = c_null_char
    call tell(sizes, hash(text))
    cs_open = 0
  end function

  integer(c_int32_t) function cs_close(model) bind(c)
    type(c_ptr), value :: model
    type(burgers), pointer :: m
    call c_f_pointer(model, m)
    deallocate (m)
    cs_close = 0
  end function

  integer(c_int32_t) function cs_initialize(model) bind(c)
    type(c_ptr), value :: model
    type(burgers), pointer :: m
    call c_f_pointer(model, m)
    m%u = m%initial
    cs_initialize = 0
  end function

  integer(c_int32_t) function cs_advance(model, n0, n1) bind(c)
    type(c_ptr), value :: model
    integer(c_int64_t), value :: n0, n1
    type(burgers), pointer :: m
    integer(c_int64_t) :: step
    call c_f_pointer(model, m)
    do step = n0, n1 - 1
      call forward(m)
    end do
    cs_advance = 0
  end function

  integer(c_int32_t) function cs_record(model, step, data) bind(c)
    type(c_ptr), value :: model, data
    integer(c_int64_t), value :: step
    cs_record = cs_capture(model, data)
    cs_record = cs_advance(model, step, step + 1)
  end function

  integer(c_int32_t) function cs_capture(model, state) bind(c)
    type(c_ptr), value :: model, state
    type(burgers), pointer :: m
    real(c_double), pointer :: to(:)
    call c_f_pointer(model, m)
    call c_f_pointer(state, to, [m%n])
    to = m%u
    cs_capture = 0
  end function

  integer(c_int32_t) function cs_restore(model, step, state) bind(c)
    type(c_ptr), value :: model, state
    integer(c_int64_t), value :: step
    type(burgers), pointer :: m
    real(c_double), pointer :: from(:)
    call c_f_pointer(model, m)
    call c_f_pointer(state, from, [m%n])
    m%u = from
    cs_restore = 0
  end function

  integer(c_int32_t) function cs_initialize_adjoint(model) bind(c)
    type(c_ptr), value :: model
    type(burgers), pointer :: m
    integer :: i
    call c_f_pointer(model, m)
    m%objective = 0
    do i = 1, m%n
      m%objective = m%objective + 0.5_c_double * m%u(i) * m%u(i) * m%dx
    end do
    m%w = m%u * m%dx
    cs_initialize_adjoint = 0
  end function

  integer(c_int32_t) function cs_reverse(model, step, data) bind(c)
    type(c_ptr), value :: model, data
    integer(c_int64_t), value :: step
    type(burgers), pointer :: m
    real(c_double), pointer :: u(:)
    real(c_double), allocatable :: a(:)
    call c_f_pointer(model, m)
    call c_f_pointer(data, u, [m%n])
    a = 2 * m%advection * u
    m%w = (1 - 2 * m%diffusion) * m%w + (m%diffusion - a) * cshift(m%w, -1) &
        + (m%diffusion + a) * cshift(m%w, 1)
    cs_reverse = 0
  end function

  integer(c_int32_t) function cs_capture_adjoint(model, adjoint) bind(c)
    type(c_ptr), value :: model, adjoint
    type(burgers), pointer :: m
    real(c_double), pointer :: to(:)
    call c_f_pointer(model, m)
    call c_f_pointer(adjoint, to, [m%n + 1])
    to(1) = m%objective
    to(2:) = m%w
    cs_capture_adjoint = 0
  end function

  integer(c_int32_t) function cs_restore_adjoint(model, step, adjoint) bind(c)
    type(c_ptr), value :: model, adjoint
    integer(c_int64_t), value :: step
    type(burgers), pointer :: m
    real(c_double), pointer :: from(:)
    call c_f_pointer(model, m)
    call c_f_pointer(adjoint, from, [m%n + 1])
    m%objective = from(1)
    m%w = from(2:)
    cs_restore_adjoint = 0
  end function

  integer(c_int32_t) function cs_gradient(model, gradient, objective) bind(c)
    type(c_ptr), value :: model, gradient
    real(c_double), intent(out) :: objective
    type(burgers), pointer :: m
    real(c_double), pointer :: to(:)
    call c_f_pointer(model, m)
    call c_f_pointer(gradient, to, [m%n])
    to = m%w
    objective = m%objective
    cs_gradient = 0
  end function

  subroutine forward(m)
    type(burgers), intent(inout) :: m
    real(c_double) :: left(m%n), right(m%n)
    left = cshift(m%u, -1)
    right = cshift(m%u, 1)
    m%u = m%u - m%advection * (right * right - left * left) &
        + m%diffusion * (right - 2 * m%u + left)
  end subroutine

  integer function words(text)
    character(len=*), intent(in) :: text
    integer :: i
    words = 0
    do i = 1, len(text)
      if (text(i:i) /= ' ') then
        if (i == 1) then
          words = words + 1
        else if (text(i - 1:i - 1) == ' ') then
          words = words + 1
        end if
      end if
    end do
  end function

  ! FNV-1a; the multiplication wraps around.
  integer(c_int64_t) function hash(text)
    character(len=*), intent(in) :: text
    integer :: i
    hash = -3750763034362895579_c_int64_t
    do i = 1, len(text)
      hash = ieor(hash, int(ichar(text(i:i)), c_int64_t)) * 1099511628211_c_int64_t
    end do
  end function

  subroutine tell(sizes, number)
    type(cs_sizes), intent(inout) :: sizes
    integer(c_int64_t), intent(in) :: number
    character(len=40) :: text
    integer :: i
    write (text, '(a, z16.16)') 'burgers-kernel-f90-1 ', number
    do i = 1, len_trim(text)
      sizes%fingerprint(i) = text(i:i)
    end do
  end subroutine
end module
